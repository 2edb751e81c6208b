import { Button } from "@mantine/core";
import css from "@/features/room/room.module.css";
import { useOutbox } from "@/features/room/use-room";
import type { Meeting } from "@/shared/api/types";
import { showTime } from "@/shared/dates/show";
import { outbox } from "@/shared/drafts/outbox";
import { useT } from "@/shared/i18n";
import { useLiveStatus } from "@/shared/live/provider";

/** One line at the foot: what is recorded, what waits, what was refused. It covers nothing. */
export function RoomStatus({ meeting }: { meeting: Meeting }) {
  const t = useT();
  const { waiting, refused, online, savedAt } = useOutbox();
  const live = useLiveStatus();
  const own = refused.filter(({ entry }) => entry.scope === meeting.id);
  const words =
    waiting.length > 0
      ? online
        ? t("room.status.sending")
        : t("room.status.lost", { count: waiting.length })
      : savedAt
        ? t("room.status.savedAt", { time: showTime(savedAt) })
        : t("room.status.saved");
  return (
    <div className={css.status} data-lost={!online || live === "lost" || undefined}>
      <span role="status">{words}</span>
      {own.map(({ entry, problem }) => (
        <span key={entry.id} className={css.refused} role="alert">
          {t("room.status.refused", {
            what: `${entry.words}: ${problem.errors[0]?.detail || problem.title}`,
          })}
          <Button variant="subtle" onClick={() => void outbox.drop(entry.id)}>
            {t("room.status.drop")}
          </Button>
        </span>
      ))}
      <span className={css.push} />
      <span className={css.hints} aria-hidden="true">
        <kbd>j</kbd> {t("room.keys.next")} <kbd>k</kbd> {t("room.keys.previous")} <kbd>Ctrl ↵</kbd>{" "}
        {t("room.keys.save")} <kbd>Esc</kbd> {t("room.keys.leave")}
      </span>
      <a
        className="link"
        href={`/meetings/${meeting.id}/projection`}
        target="entente-projection"
        rel="opener"
      >
        {t("room.project")}
      </a>
    </div>
  );
}
