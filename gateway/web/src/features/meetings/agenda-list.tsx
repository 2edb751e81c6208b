import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { AddTopic } from "@/features/meetings/add-topic";
import css from "@/features/meetings/agenda.module.css";
import { AgendaRow } from "@/features/meetings/agenda-row";
import { entryKey, entryName, moveEntry, orderOf, totalMinutes } from "@/features/meetings/order";
import { may } from "@/shared/api/can";
import { api } from "@/shared/api/client";
import { type Loaded, recordOptions, refresh } from "@/shared/api/queries";
import type { Agenda, AgendaEntry, Meeting, SectionKind } from "@/shared/api/types";
import { useT } from "@/shared/i18n";
import { useKeys } from "@/shared/keys/keys";
import { Empty } from "@/shared/ui/loads";
import { ProblemNotice } from "@/shared/ui/problem";
import { useUndo } from "@/shared/ui/undo";

interface Props {
  meeting: Meeting;
  agenda: Loaded<Agenda>;
  readOnly: boolean;
  nations: string[];
}

/** The agenda in its sections; the order is changed by dragging or by Alt and the arrows. */
export function AgendaList({ meeting, agenda, readOnly, nations }: Props) {
  const t = useT();
  const edit = !readOnly && may(meeting.can, "agenda");
  const { move, fault, said } = useMoves(meeting, agenda);
  const sections = agenda.value.sections.filter(({ entries }) => entries.length > 0);
  useKeys(
    {
      "alt+ArrowUp": { words: t("agenda.keys.up") },
      "alt+ArrowDown": { words: t("agenda.keys.down") },
    },
    edit,
  );
  return (
    <section aria-label={t("agenda.title")}>
      {edit && <p className="hidden-text">{t("agenda.help")}</p>}
      <p className="hidden-text" role="status">
        {said}
      </p>
      {fault ? <ProblemNotice error={fault} compact /> : null}
      {sections.length === 0 && <Empty title={t("agenda.empty")}>{t(emptyWords(meeting, edit))}</Empty>}
      {sections.map(({ kind, entries }) => (
        <section key={kind} className={css.section} aria-labelledby={`section-${kind}`}>
          <div className={css.head}>
            <h2 id={`section-${kind}`}>{t(`agenda.section.${kind}`)}</h2>
            <span className="muted small number">
              {t("agenda.total", { count: entries.length, minutes: totalMinutes(entries) })}
            </span>
          </div>
          <ol className={css.entries}>
            {entries.map((entry, index) => (
              <AgendaRow
                key={entryKey(entry)}
                meeting={meeting}
                entry={entry}
                section={kind}
                index={index}
                last={entries.length - 1}
                edit={edit}
                move={(from, to) => void move(kind, from, to)}
              />
            ))}
          </ol>
        </section>
      ))}
      {edit && <AddTopic meeting={meeting} nations={nations} />}
    </section>
  );
}

const emptyWords = ({ state }: Meeting, edit: boolean) =>
  edit
    ? "agenda.empty.add"
    : ["cancelled", "postponed"].includes(state)
      ? "agenda.empty.off"
      : "agenda.empty.text";

/** Moves are shown at once and sent; a refusal puts the entry back where it was. */
function useMoves(meeting: Meeting, agenda: Loaded<Agenda>) {
  const t = useT();
  const client = useQueryClient();
  const undo = useUndo();
  const [fault, setFault] = useState<unknown>(null);
  const [said, setSaid] = useState("");
  const path = `/meetings/${meeting.id}/agenda`;
  const { queryKey } = recordOptions<Agenda>("meeting", path);

  const put = async (order: string[], etag: string | null) => {
    setFault(null);
    try {
      await api.put(`${path}/order`, { entries: order }, etag);
    } catch (error) {
      setFault(error);
    }
    void refresh(client, "meeting");
  };
  const move = async (section: SectionKind, from: number, to: number) => {
    const next = moveEntry(agenda.value, section, from, to);
    const before = orderOf(agenda.value);
    const after = orderOf(next);
    if (before.join() === after.join()) return;
    client.setQueryData(queryKey, { ...agenda, value: next });
    const entry = agenda.value.sections.find(({ kind }) => kind === section)?.entries[from] as AgendaEntry;
    setSaid(t("agenda.moved", { name: entryName(entry), place: to + 1 }));
    await put(after, agenda.etag);
    undo.done({
      words: t("agenda.order.undo"),
      undo: () => void api.read<Agenda>(path).then(({ etag }) => put(before, etag)),
    });
  };
  return { move, fault, said };
}
