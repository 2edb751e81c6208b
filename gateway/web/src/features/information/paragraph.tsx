import { Button, Menu } from "@mantine/core";
import { type CSSProperties, createElement } from "react";
import css from "@/features/information/information.module.css";
import type { PortionAct } from "@/features/information/reading";
import type { Portion } from "@/features/information/types";
import { may } from "@/shared/api/can";
import { api } from "@/shared/api/client";
import { useT } from "@/shared/i18n";
import { Portion as PortionMark } from "@/shared/label/portion";
import { ReadableWords } from "@/shared/label/readable";
import { useAct } from "@/shared/ui/act";
import { Mark } from "@/shared/ui/marks";
import { ProblemNotice } from "@/shared/ui/problem";
import { useUndo } from "@/shared/ui/undo";

interface Props {
  portion: Portion;
  before: Portion | undefined;
  beforeThat: Portion | undefined;
  behind: Portion | undefined;
  /** Nothing is done with it here. */
  quiet: boolean;
  choose: (act: PortionAct) => void;
}

/** A paragraph as it is read: its mark, its words, who reads it. What is only shown leaves the page by no way. */
export function Paragraph(props: Props) {
  const { portion, quiet, choose } = props;
  const t = useT();
  const kept = portion.may_take;
  return (
    <div
      className={css.portion}
      data-kind={portion.kind}
      style={{ "--depth": portion.depth } as CSSProperties}
    >
      <span className={css.mark}>
        <PortionMark label={portion.mark} />
      </span>
      <div className={css.words}>
        <Words portion={portion} />
        <p className={css.readers}>
          <ReadableWords label={portion.label} nations={[]} />
        </p>
        {!kept && (
          <p className={css.shown}>
            <Mark tone="warn">{t("information.shown")}</Mark> {t("information.shown.why")}
          </p>
        )}
      </div>
      <div className={css.aside}>
        {!quiet && (
          <span className={`${css.acts} screen-only`}>
            {kept && <CopyButton portion={portion} />}
            {may(portion.can, "edit") && (
              <>
                <Small name={t("information.edit")} run={() => choose("edit")} />
                <Small name={t("information.label")} run={() => choose("label")} />
                <Others {...props} />
              </>
            )}
          </span>
        )}
      </div>
    </div>
  );
}

const Small = ({ name, run }: { name: string; run: () => void }) => (
  <Button variant="subtle" size="compact-xs" onClick={run}>
    {name}
  </Button>
);

/** The words, in the element that their kind asks for; kept from selection and paper where they are only shown. */
function Words({ portion: { kind, depth, text, may_take: kept } }: { portion: Portion }) {
  const t = useT();
  const tag = kind === "heading" ? `h${depth + 2}` : kind === "quote" ? "blockquote" : "p";
  const held = kept ? {} : { "data-shown": true, onCopy: (event: Event) => event.preventDefault() };
  return (
    <>
      {createElement(tag, { className: css.text, ...held }, text)}
      {!kept && <p className={css.unprinted}>{t("information.shown.printed")}</p>}
    </>
  );
}

/** Into the clipboard with its mark, which goes wherever the words go. */
function CopyButton({ portion }: { portion: Portion }) {
  const t = useT();
  const undo = useUndo();
  const copy = async () => {
    await navigator.clipboard.writeText(`${portion.mark.portion} ${portion.text}`);
    undo.done({ words: t("information.copied") });
  };
  return (
    <Button
      variant="subtle"
      size="compact-xs"
      aria-label={t("information.copy.name")}
      onClick={() => void copy()}
    >
      {t("information.copy")}
    </Button>
  );
}

/** Moving and taking away: each is done at once and can be taken back. */
function Others({ portion, before, beforeThat, behind, choose }: Props) {
  const t = useT();
  const undo = useUndo();
  const path = `/portions/${portion.id}`;
  const change = useAct(
    async (body: object) => {
      const { etag } = await api.read<Portion>(path);
      return api.patch(path, body, etag);
    },
    ["portion"],
    (_, body) => {
      if ("withdrawn" in body && body.withdrawn)
        undo.done({
          words: t("information.removed"),
          undo: () => change.mutate({ withdrawn: false }),
        });
    },
  );
  const items = [
    [t("information.add.here"), () => choose("below")],
    before && [
      t("information.up"),
      () => change.mutate(beforeThat ? { after: beforeThat.id } : { first: true }),
    ],
    behind && [t("information.down"), () => change.mutate({ after: behind.id })],
    [t("information.remove"), () => change.mutate({ withdrawn: true })],
  ] as ([string, () => void] | undefined)[];
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="subtle" size="compact-xs" loading={change.isPending}>
            {t("information.more")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {items.map(
            (one) =>
              one && (
                <Menu.Item key={one[0]} onClick={one[1]}>
                  {one[0]}
                </Menu.Item>
              ),
          )}
        </Menu.Dropdown>
      </Menu>
      {change.error && <ProblemNotice error={change.error} compact />}
    </>
  );
}
