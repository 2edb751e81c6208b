import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type KeyboardEvent, useState } from "react";
import css from "@/features/meetings/agenda.module.css";
import { EntryForm } from "@/features/meetings/entry-form";
import { entryKey, entryName } from "@/features/meetings/order";
import { usePick } from "@/features/meetings/pick";
import type { AgendaEntry, Meeting, SectionKind } from "@/shared/api/types";
import { Due } from "@/shared/dates/due";
import { useCode, useT } from "@/shared/i18n";
import { Portion } from "@/shared/label/portion";
import { Icon } from "@/shared/ui/icon";
import { Mark, Nations, RiskMarks, StandingMark, StateMark } from "@/shared/ui/marks";

interface Props {
  meeting: Meeting;
  entry: AgendaEntry;
  section: SectionKind;
  index: number;
  last: number;
  edit: boolean;
  move: (from: number, to: number) => void;
}

const DRAG = "text/x-entente-entry";

/** One line of the agenda: what, why it stands here, where it comes from, who presents it and for how long. */
export function AgendaRow({ meeting, entry, section, index, last, edit, move }: Props) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const [over, setOver] = useState(false);
  const key = entryKey(entry);
  const name = entryName(entry);

  const keys = (event: KeyboardEvent<HTMLLIElement>) => {
    if (!edit || !event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    const to = index + (event.key === "ArrowUp" ? -1 : 1);
    if (to < 0 || to > last) return;
    move(index, to);
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`[data-entry="${key}"] a, [data-entry="${key}"] button`)?.focus(),
    );
  };
  return (
    <li
      className={css.entry}
      data-entry={key}
      data-over={over || undefined}
      onKeyDown={keys}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(`${DRAG}-${section}`)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        move(Number(event.dataTransfer.getData(`${DRAG}-${section}`)), index);
      }}
    >
      <div className={css.line}>
        {edit ? (
          <button
            type="button"
            className={css.grip}
            aria-label={t("agenda.drag", { name })}
            draggable
            onDragStart={(event) => event.dataTransfer.setData(`${DRAG}-${section}`, String(index))}
          >
            <Icon name="grip" />
          </button>
        ) : (
          <span />
        )}
        <span className={css.number}>{entry.number}</span>
        <div className={css.words}>
          <EntryTitle entry={entry} />
          <EntryDetail entry={entry} />
        </div>
        <div className={css.who}>
          {entry.presenter && <span>{entry.presenter}</span>}
          {entry.minutes !== null && (
            <span className="muted number">{t("agenda.minutes", { count: entry.minutes })}</span>
          )}
        </div>
        <div className={css.acts}>
          {edit && <RowActs meeting={meeting} entry={entry} section={section} open={() => setOpen(!open)} />}
        </div>
      </div>
      {open && <EntryForm meeting={meeting} entry={entry} close={() => setOpen(false)} />}
    </li>
  );
}

function EntryTitle({ entry }: { entry: AgendaEntry }) {
  const code = useCode();
  const { item } = entry;
  const quiet = ["noted", "back_brief", "at_risk", "carried_over", "due"];
  return (
    <div className={css.title}>
      <Portion label={entry.label} />
      {item ? (
        <Link to="/taskings/$id" params={{ id: item.id }}>
          {item.kind === "escalation" && <span className="muted">{code("item.kind", "escalation")}: </span>}
          {item.title}
        </Link>
      ) : (
        <span className={css.topic}>{entry.topic?.title}</span>
      )}
      {entry.why
        .filter((why) => !quiet.includes(why))
        .map((why) => (
          <Why key={why} why={why} item={item} />
        ))}
      {item && (
        <StandingMark of={code("item.kind", item.kind)} standing={item.standing} unseen={item.unseen_by} />
      )}
      {item && <RiskMarks risks={item.at_risk} blocked={item.blocked_nations} />}
    </div>
  );
}

/** Why a line stands here; an answer that does not bind yet says so itself. */
function Why({ why, item }: { why: string; item: AgendaEntry["item"] }) {
  const code = useCode();
  if (item && why === item.state) {
    return <StateMark state={item.state} of="item" standing={item.state_standing} />;
  }
  return (
    <Mark tone={why === "escalated" ? "warn" : why === "new" ? "accent" : "plain"}>
      {code("agenda.why", why)}
    </Mark>
  );
}

function EntryDetail({ entry }: { entry: AgendaEntry }) {
  const t = useT();
  const { item, origin } = entry;
  if (!item) return entry.topic?.text ? <div className={css.detail}>{entry.topic.text}</div> : null;
  return (
    <div className={css.detail}>
      {item.kind === "escalation" && <p className={css.question}>{item.text}</p>}
      {origin?.forum && <span>{t("agenda.from", { forum: origin.forum.name })}</span>}
      {origin?.meeting && (
        <Link to="/meetings/$id" params={{ id: origin.meeting.id }} className="ref">
          {origin.meeting.ref}
        </Link>
      )}
      {origin && origin.carried_over > 0 && (
        <strong className={css.carried}>{t("agenda.carried", { count: origin.carried_over })}</strong>
      )}
      {item.lead && <Nations codes={[item.lead, ...item.supporting]} lead={item.lead} />}
      <span>
        {t("item.due")} <Due date={item.due} />
      </span>
      <span className="ref">{item.ref}</span>
    </div>
  );
}

interface RowActsProps {
  meeting: Meeting;
  entry: AgendaEntry;
  section: SectionKind;
  open: () => void;
}

function RowActs({ meeting, entry, section, open }: RowActsProps) {
  const t = useT();
  const pick = usePick(meeting, entry);
  return (
    <>
      {section === "noted" && (
        <Button variant="subtle" onClick={() => pick(true)}>
          {t("agenda.pick")}
        </Button>
      )}
      {entry.why.includes("picked") && entry.entry_id && (
        <Button variant="subtle" onClick={() => pick(false)}>
          {t("agenda.unpick")}
        </Button>
      )}
      {section !== "noted" && (
        <Button
          variant="subtle"
          color="gray"
          onClick={open}
          aria-label={t("agenda.edit", { name: entryName(entry) })}
        >
          {t("form.edit")}
        </Button>
      )}
    </>
  );
}
