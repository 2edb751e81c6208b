import { SegmentedControl } from "@mantine/core";
import { AgendaList } from "@/features/meetings/agenda-list";
import { AttendancePanel } from "@/features/meetings/attendance";
import css from "@/features/meetings/before.module.css";
import { PapersPanel } from "@/features/meetings/papers";
import { type Loaded, useForum } from "@/shared/api/queries";
import type { Agenda, Meeting } from "@/shared/api/types";
import { useT } from "@/shared/i18n";
import { useMyNation, useNames } from "@/shared/ui/names";

interface Props {
  meeting: Loaded<Meeting>;
  agenda: Loaded<Agenda>;
  as?: string;
  seeAs: (nation: string | undefined) => void;
}

/** Before the meeting: the agenda in order, our own preparation, and who will be there. */
export function BeforeFace({ meeting, agenda, as, seeAs }: Props) {
  const t = useT();
  const own = useMyNation();
  const names = useNames();
  const forum = useForum(meeting.value.forum?.id);
  const nations = forum?.nations ?? [];
  const others = nations.filter((code) => code !== own);
  return (
    <div className={css.split}>
      <div>
        {others.length > 0 && (
          <div className={`${css.seeAs} screen-only`}>
            <span className="muted small">{t("agenda.seeAs")}</span>
            <SegmentedControl
              size="xs"
              aria-label={t("agenda.seeAs")}
              value={as ?? "me"}
              onChange={(value) => seeAs(value === "me" ? undefined : value)}
              data={[
                { value: "me", label: t("agenda.seeAs.me") },
                ...others.map((code) => ({ value: code, label: names(code) })),
              ]}
            />
          </div>
        )}
        {as && <p className={css.as}>{t("agenda.seeAs.note", { nation: names(as) })}</p>}
        <AgendaList meeting={meeting.value} agenda={agenda} readOnly={Boolean(as)} nations={nations} />
      </div>
      <aside className={css.aside}>
        <AttendancePanel meeting={meeting.value} nations={nations} />
        <PapersPanel meeting={meeting.value} agenda={agenda.value} nations={nations} />
      </aside>
    </div>
  );
}
