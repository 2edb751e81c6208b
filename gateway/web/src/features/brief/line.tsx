import { Button } from "@mantine/core";
import { useState } from "react";
import css from "@/features/brief/brief.module.css";
import type { Line } from "@/features/brief/lines";
import { Due } from "@/shared/dates/field";
import { daysUntil, isPast } from "@/shared/dates/show";
import { useT } from "@/shared/i18n";
import { Portion } from "@/shared/label/portion";
import { Go } from "@/shared/ui/go";
import { Mark } from "@/shared/ui/marks";
import { ProgressForm } from "@/shared/ui/progress-form";

/** One line: what it is, when, and what can be done about it without leaving. */
export function BriefLineRow({ line, at, focus }: { line: Line; at: boolean; focus: () => void }) {
  const t = useT();
  const [writing, setWriting] = useState(false);
  const late = line.section !== "meetings" && isPast(line.due);
  const days = daysUntil(line.due);
  const forum = line.forum?.name;
  return (
    <li className={css.line} data-at={at || undefined} onFocus={focus}>
      <div className={css.when} data-late={late || undefined}>
        {line.due ? <Due date={line.due} /> : null}
        {late && days !== null ? (
          <span className={css.far}>{t("date.overdue", { days: -days })}</span>
        ) : days !== null && days <= 21 && days >= 0 ? (
          <span className={css.far}>{t("date.in", { days })}</span>
        ) : null}
      </div>
      <div className={css.what}>
        <div className={css.title}>
          <Portion label={line.label} />
          <Go href={line.link} data-line={line.id}>
            {line.title}
          </Go>
          {line.new && <Mark tone="accent">{t("brief.new")}</Mark>}
        </div>
        <div className={css.detail}>
          <span>{t(`brief.kind.${line.section}`)}</span>
          {forum && <span>{forum}</span>}
          {line.detail && line.detail !== forum && <span>{line.detail}</span>}
          <span className="ref">{line.ref}</span>
        </div>
        {writing && (
          <div className={css.form}>
            <ProgressForm itemId={line.id} label={line.label} done={() => setWriting(false)} />
          </div>
        )}
      </div>
      <div className={css.acts}>
        {line.section === "owed_by_us" && line.kind === "tasking" && !writing && (
          <Button variant="default" data-progress={line.id} onClick={() => setWriting(true)}>
            {t("brief.act.progress")}
          </Button>
        )}
        {line.kind === "concurrence" && (
          <Button variant="default" component={Go} href={line.link}>
            {t("brief.act.concur")}
          </Button>
        )}
        {line.section === "releases" && (
          <Button variant="default" component={Go} href={line.link}>
            {t("brief.act.release")}
          </Button>
        )}
        {line.section === "meetings" && line.kind === "meeting" && (
          <Button variant="default" component={Go} href={line.link}>
            {t("brief.act.prepare")}
          </Button>
        )}
      </div>
    </li>
  );
}
