import css from "@/features/meetings/before.module.css";
import { usePages, useRecord } from "@/shared/api/queries";
import type { Agenda, ImpreciseDate, Meeting } from "@/shared/api/types";
import { lastDay, showDate, showWindow, today } from "@/shared/dates/show";
import { useT } from "@/shared/i18n";
import { Portion } from "@/shared/label/portion";
import { Loads } from "@/shared/ui/loads";

const UPCOMING = ["planned", "agenda_open"];
const firstDay = ({ days, window }: Meeting) => days[0] ?? window.start ?? "9999-12-31";

/** What leaves a meeting that is postponed or cancelled, and where it will stand: shown before it happens. */
export function MovesOn({ meeting, date }: { meeting: Meeting; date: ImpreciseDate | null }) {
  const t = useT();
  const agenda = useRecord<Agenda>("meeting", `/meetings/${meeting.id}/agenda`);
  const others = usePages<Meeting>("meeting", "/meetings", { forum: meeting.forum?.id, from: today() });
  const next = others.items
    .filter(({ id, state }) => id !== meeting.id && UPCOMING.includes(state))
    .sort((a, b) => firstDay(a).localeCompare(firstDay(b)))[0];
  const itself = date?.value && (!next || lastDay(date) < firstDay(next));
  const where = (count: number) => {
    if (itself) return t("meeting.moves.itself", { count, date: showDate(date, true) ?? "" });
    if (!next) return t("meeting.moves.nowhere", { count });
    const when = showWindow(next.window, next.days) ?? t("date.unknown");
    return t("meeting.moves.next", { count, title: next.title, date: when });
  };
  return (
    <Loads query={agenda} rows={3}>
      {({ value }) => {
        const moving = value.sections.flatMap(({ entries }) => entries.filter(({ item }) => item));
        return (
          <section aria-live="polite" aria-label={t("meeting.moves")}>
            {others.data !== undefined && (
              <p className={itself || next || moving.length === 0 ? css.moving : css.effect}>
                {where(moving.length)}
              </p>
            )}
            <ul className={css.moves}>
              {moving.map(({ item, label }) => (
                <li key={item?.id}>
                  <Portion label={label} /> {item?.title}
                </li>
              ))}
            </ul>
          </section>
        );
      }}
    </Loads>
  );
}
