import type { ShownDate } from "@/shared/api/types";
import { showDate } from "@/shared/dates/show";
import { useT } from "@/shared/i18n";

/** A due date with what it means today: "30 Jun · in 9 days". */
export function Due({ date }: { date: ShownDate }) {
  const t = useT();
  const words = showDate(date);
  return words ? (
    <span className="number nowrap">{words}</span>
  ) : (
    <span className="muted nowrap">{t("date.unknown")}</span>
  );
}
