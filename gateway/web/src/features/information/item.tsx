import { Button, Menu } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { AddParagraphs } from "@/features/information/add";
import { Files } from "@/features/information/files";
import css from "@/features/information/information.module.css";
import { NarrowForm } from "@/features/information/narrow";
import { Past } from "@/features/information/past";
import { Reading } from "@/features/information/reading";
import { SeeAs, SeenStrip } from "@/features/information/see-as";
import { EditShell, WithdrawForm } from "@/features/information/shell-forms";
import type { Item, Portions, SeenAs } from "@/features/information/types";
import { may } from "@/shared/api/can";
import { api, type Loaded } from "@/shared/api/client";
import { recordOptions, useRecord } from "@/shared/api/queries";
import { showInstant } from "@/shared/dates/show";
import { useCode, useT } from "@/shared/i18n";
import { Portion } from "@/shared/label/portion";
import { ReadableWords } from "@/shared/label/readable";
import { useAct } from "@/shared/ui/act";
import { usePageCommands } from "@/shared/ui/commands";
import { Empty, Loads } from "@/shared/ui/loads";
import { Mark } from "@/shared/ui/marks";
import { useOversees, useRole } from "@/shared/ui/names";
import { Page, Part } from "@/shared/ui/page";
import { ProblemNotice } from "@/shared/ui/problem";

type Act = "shell" | "label" | "withdraw" | "history" | "add";

interface Props {
  id: string;
  /** The nation as which it is looked at. */
  as: string | undefined;
  seeAs: (nation: string | null) => void;
}

/** An item: its title, and the paragraphs that the reader may see, under the banner that fits those. */
export function ItemView({ id, as: asked, seeAs }: Props) {
  const t = useT();
  const code = useCode();
  const [open, setOpen] = useState<Act | null>(null);
  const query = useRecord<Item>("information", `/items/${id}`);
  const portions = useRecord<Portions>("information", `/items/${id}/portions`);
  const item = query.data?.value;
  const role = useRole("release_authority");
  const looks = may(item?.can, "edit") || role;
  const as = looks ? asked : undefined;
  const seen = useQuery({
    ...recordOptions<SeenAs>("information", `/items/${id}/as`, { nation: as }),
    enabled: as !== undefined,
  });
  const oversees = useOversees();
  const theirs = as ? (seen.data?.value ?? null) : undefined;
  // Nothing of it stands on the page but what the banner is over: theirs, once it is known what they see.
  const banner = theirs ? theirs.banner : portions.data?.value.banner;
  const close = () => setOpen(null);
  return (
    <Page
      title={item?.title ?? t("information.title")}
      labels={[banner ?? item?.label]}
      above={
        <>
          <Link to="/information">{t("information.title")}</Link>
          {item && <span className="ref">{item.ref}</span>}
          {item && <span>{code("information.kind", item.kind)}</span>}
        </>
      }
      marks={item?.withdrawn && <Mark tone="danger">{t("information.withdrawn")}</Mark>}
      below={
        item && (
          <>
            <Portion label={item.label} />
            <ReadableWords label={item.label} nations={[]} />
            <span className="number">{showInstant(item.created_at)}</span>
            {item.tags.map((tag) => (
              <Link key={tag} to="/information" search={{ tag } as never} className="link">
                {tag}
              </Link>
            ))}
          </>
        )
      }
      actions={
        query.data && (
          <>
            {looks && <SeeAs item={query.data.value} as={as} choose={seeAs} />}
            {!as && !oversees && (
              <Button component={Link} to="/releases/new" search={{ item: id } as never} variant="default">
                {t("information.ask")}
              </Button>
            )}
            {!as && <Actions loaded={query.data} open={open} choose={setOpen} />}
          </>
        )
      }
    >
      <Loads query={query}>
        {(loaded) => (
          <>
            {loaded.value.withdrawn && (
              <p className={css.gone}>
                {t("information.withdrawn.because", { reason: loaded.value.reason })}
              </p>
            )}
            {open === "shell" && <EditShell loaded={loaded} close={close} />}
            {open === "label" && <NarrowForm path={`/items/${id}`} ask={{ item: id }} close={close} />}
            {open === "withdraw" && <WithdrawForm loaded={loaded} close={close} />}
            {theirs !== undefined && as && (
              <SeenStrip
                nation={as}
                seen={seen}
                all={portions.data?.value.items.length ?? 0}
                back={() => seeAs(null)}
              />
            )}
            <Loads query={portions} rows={8}>
              {({ value }) =>
                theirs === null ? null : value.items.length === 0 ? (
                  <Empty
                    title={t(may(loaded.value.can, "add") ? "information.none.write" : "information.none")}
                  />
                ) : (
                  <Reading item={loaded.value} portions={value.items} seen={theirs} as={as} />
                )
              }
            </Loads>
            {!as && may(loaded.value.can, "add") && (
              <div className={`${css.add} screen-only`}>
                {open === "add" ? (
                  <AddParagraphs
                    item={loaded.value}
                    after={portions.data?.value.items.at(-1)?.id}
                    close={close}
                  />
                ) : (
                  <Button variant="default" onClick={() => setOpen("add")}>
                    {t("information.add")}
                  </Button>
                )}
              </div>
            )}
            {!as && <Files item={loaded.value} />}
            {open === "history" && !as && (
              <Part title={t("information.history")}>
                <Past id={id} portions={portions.data?.value.items ?? []} language={loaded.value.language} />
              </Part>
            )}
          </>
        )}
      </Loads>
    </Page>
  );
}

const FORMATS = ["html", "txt", "xml"] as const;

/** What the reader may take along of it, as a file. */
function ExportMenu({ item }: { item: Item }) {
  const t = useT();
  return (
    <Menu>
      <Menu.Target>
        <Button variant="default">{t("information.export")}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {FORMATS.map((format) => (
          <Menu.Item
            key={format}
            component="a"
            href={`/api/v1/items/${item.id}/export?format=${format}`}
            download
          >
            {t(`information.export.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

interface ActionsProps {
  loaded: Loaded<Item>;
  open: Act | null;
  choose: (act: Act | null) => void;
}

function Actions({ loaded: { value, etag }, open, choose }: ActionsProps) {
  const t = useT();
  const restore = useAct(() => api.patch(`/items/${value.id}`, { withdrawn: false }, etag), ["shared_item"]);
  const acts: [Act, string][] = [["history", t("information.history")]];
  if (may(value.can, "edit")) acts.push(["shell", t("information.edit.shell")]);
  if (may(value.can, "label")) acts.push(["label", t("information.label.shell")]);
  if (may(value.can, "edit") && !value.withdrawn) acts.push(["withdraw", t("information.withdraw")]);
  const toggle = (act: Act) => choose(open === act ? null : act);
  usePageCommands(acts.map(([id, name]) => ({ id, name, run: () => choose(id) })));
  return (
    <>
      {restore.error && <ProblemNotice error={restore.error} compact />}
      <ExportMenu item={value} />
      {acts.map(([act, name]) => (
        <Button key={act} variant="default" aria-expanded={open === act} onClick={() => toggle(act)}>
          {name}
        </Button>
      ))}
      {may(value.can, "edit") && value.withdrawn && (
        <Button loading={restore.isPending} onClick={() => restore.mutate(undefined)}>
          {t("information.restore")}
        </Button>
      )}
    </>
  );
}
