import { Button, Tooltip } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { ActionForm } from "@/features/taskings/action-form";
import { Life } from "@/features/taskings/life";
import { Related } from "@/features/taskings/related";
import css from "@/features/taskings/taskings.module.css";
import { actsFor, type ItemAct, whyNot } from "@/features/taskings/why-not";
import { may } from "@/shared/api/can";
import { type Loaded, useRecord } from "@/shared/api/queries";
import type { Item } from "@/shared/api/types";
import { showDate, showInstant } from "@/shared/dates/show";
import { useCode, useList, useT } from "@/shared/i18n";
import { usePageLabels } from "@/shared/label/banner";
import { Portion } from "@/shared/label/portion";
import { ReadableWords } from "@/shared/label/readable";
import { usePageCommands } from "@/shared/ui/commands";
import { Loads } from "@/shared/ui/loads";
import { Nations, RiskMarks, StandingMark, StateMark } from "@/shared/ui/marks";
import { NamedItem } from "@/shared/ui/named-item";
import { useForumLabels, useNames } from "@/shared/ui/names";
import { Facts, Page, Part } from "@/shared/ui/page";

interface Props {
  id: string;
  /** The act whose form is open: part of the address, so that a reload or a new sign-in comes back to it. */
  act: string | undefined;
  choose: (act: ItemAct | null) => void;
}

/** One tasking with its whole life, and what can be done with it now. */
export function TaskingView({ id, act: asked, choose }: Props) {
  const t = useT();
  const code = useCode();
  const act = (asked as ItemAct | undefined) ?? null;
  const query = useRecord<Item>("item", `/taskings/${id}`);
  const item = query.data?.value;
  const forums = useForumLabels([item?.issuing_forum?.id, item?.addressing_forum?.id]);
  const open = (item ? actsFor(item) : []).filter((each) => may(item?.can, each));
  usePageCommands(open.map((each) => ({ id: each, name: t(`item.act.${each}`), run: () => choose(each) })));
  return (
    <Page
      title={item?.title ?? t("item.title")}
      labels={[item?.label, ...forums]}
      above={
        item && (
          <>
            <Link to="/taskings">{t("taskings.title")}</Link>
            <span className="ref">{item.ref}</span>
            {item.kind !== "tasking" && <span>{code("item.kind", item.kind)}</span>}
          </>
        )
      }
      marks={
        item && (
          <>
            <StateMark state={item.state} of="item" standing={item.state_standing} />
            <StandingMark
              of={code("item.kind", item.kind)}
              standing={item.standing}
              unseen={item.unseen_by}
              always
            />
            <RiskMarks risks={item.at_risk} blocked={item.blocked_nations} />
          </>
        )
      }
      actions={item && <Actions item={item} act={act} choose={choose} />}
    >
      <Loads query={query}>
        {(loaded) => (
          <>
            {act && open.includes(act) && <ActionForm loaded={loaded} act={act} close={() => choose(null)} />}
            <TaskingBody loaded={loaded} />
          </>
        )}
      </Loads>
    </Page>
  );
}

function Actions({
  item,
  act,
  choose,
}: {
  item: Item;
  act: ItemAct | null;
  choose: (act: ItemAct | null) => void;
}) {
  const t = useT();
  return actsFor(item).map((each) => {
    const allowed = may(item.can, each);
    const button = (
      <Button
        key={each}
        variant={allowed && (each === "answer" || each === "close") ? "filled" : "default"}
        // Refused acts stay reachable, so that their reason can be read by key and by screen reader.
        aria-disabled={!allowed || undefined}
        data-disabled={!allowed || undefined}
        aria-expanded={act === each}
        onClick={() => allowed && choose(act === each ? null : each)}
      >
        {t(`item.act.${each}`)}
        {!allowed && <span className="hidden-text">: {t(whyNot(item, each))}</span>}
      </Button>
    );
    return allowed ? (
      button
    ) : (
      <Tooltip key={each} label={t(whyNot(item, each))}>
        {button}
      </Tooltip>
    );
  });
}

function TaskingBody({ loaded }: { loaded: Loaded<Item> }) {
  const t = useT();
  const list = useList();
  const names = useNames();
  const item = loaded.value;
  // An answer stands under its outcome's label, which may be another than the tasking's.
  const answer = item.answer_label;
  usePageLabels([answer]);
  return (
    <div className={css.split}>
      <div>
        {item.blocked_nations.length > 0 && (
          <p className={css.note}>
            {t("item.blocked.words", { who: list(item.blocked_nations.map(names)) })}
          </p>
        )}
        <Part title={item.substituted ? t("item.substitute") : t("item.text")} id="text">
          {item.substituted && <p className={css.note}>{t("item.substituted")}</p>}
          <p className={css.text}>
            <Portion label={item.label} />
            {item.text || item.title}
          </p>
          {item.answer && (
            <div className={css.sub}>
              <h3 className="muted small">{t("item.answer")}</h3>
              <p className={css.text}>
                <Portion label={answer} />
                {item.answer}
              </p>
            </div>
          )}
        </Part>
        <Related title={t("item.children")} items={item.children ?? []} />
        <Related title={t("item.escalations")} items={item.escalations ?? []} />
        <Life id={item.id} reference={item.ref} />
      </div>
      <ItemFacts item={item} />
    </div>
  );
}

function ItemFacts({ item }: { item: Item }) {
  const t = useT();
  const names = useNames();
  const list = useList();
  const forum = (of: Item["issuing_forum"]) =>
    of && (
      <Link to="/forums/$id" params={{ id: of.id }} className="link">
        {of.name}
      </Link>
    );
  const other = (of: Item["parent"] | undefined) => of && <NamedItem item={of} />;
  const meeting = item.issued_at_meeting;
  return (
    <aside>
      <Facts
        facts={[
          [t("item.due"), showDate(item.due, true) ?? t("date.unknown")],
          [t("item.forum"), forum(item.addressing_forum)],
          [t("item.authority"), list((item.authority_nations ?? []).map(names))],
          [t("item.issuer"), forum(item.issuing_forum)],
          [
            t("item.issuedAt"),
            meeting && (
              <Link to="/meetings/$id" params={{ id: meeting.id }} className="link">
                {meeting.ref}
                {meeting.date ? `, ${showDate(meeting.date)}` : ""}
              </Link>
            ),
          ],
          [t("item.lead.one"), names(item.lead)],
          [t("item.supporting"), item.supporting.length > 0 && <Nations codes={item.supporting} />],
          [t("item.parent"), other(item.parent)],
          [t("item.asksFor"), other(item.asks_for)],
          [
            t("item.decision"),
            item.decision && (
              <Link to="/decisions/$id" params={{ id: item.decision.id }} className="link">
                {item.decision.ref}
              </Link>
            ),
          ],
          [t("item.closedAt"), item.closed_at && showInstant(item.closed_at)],
          [t("item.state"), (item.reopened ?? 0) > 0 && t("item.reopened", { count: item.reopened ?? 0 })],
          [t("label.legend"), <ReadableWords key="readers" label={item.label} nations={[]} />],
        ]}
      />
    </aside>
  );
}
