import css from "@/app/live-mark.module.css";
import { useT } from "@/shared/i18n";
import { useLiveStatus } from "@/shared/live/provider";

/** Whether what others change comes by itself now. */
export function LiveMark() {
  const t = useT();
  const status = useLiveStatus();
  return (
    <span className={css.live} data-status={status} role="status">
      <span className={css.dot} aria-hidden="true" />
      <span className={status === "lost" ? css.lostWords : "hidden-text"}>{t(`live.${status}`)}</span>
    </span>
  );
}
