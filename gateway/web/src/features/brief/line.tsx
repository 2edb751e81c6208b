import { Button } from "@mantine/core";
import { useState } from "react";
import css from "@/features/brief/brief.module.css";
import { type Line, settled } from "@/features/brief/lines";
import { Due } from "@/shared/dates/due";
import { daysUntil, isPast } from "@/shared/dates/show";
import { useCode, useT } from "@/shared/i18n";
import { Portion } from "@/shared/label/portion";
import { Go } from "@/shared/ui/go";
import { late } from "@/shared/ui/late";
import { Mark } from "@/shared/ui/marks";

const [ProgressForm, useProgressForm] = late(
  async () => (await import("@/shared/ui/progress-form")).ProgressForm,
);

interface Props {
  line: Line;
  /** By which the page knows it. */
  name: string;
  at: boolean;
  focus: () => void;
  /** A first look: everything is new, so nothing is marked as new. */
  everything: boolean;
}

/** Reasons worth a mark; the rest shows in the date, the section or the detail. */
const SAID = [
  "provisional",
  "carried_over",
  "no_venue",
  "blocked_release",
  "answered",
  "returned",
  "escalated",
  "closed",
];

/** One line: what it is, when, and what can be done about it without leaving. */
export function BriefLineRow({ line, name, at, focus, everything }: Props) {
  useProgressForm();
  const t = useT();
  const code = useCode();
  const isNew = line.new && line.section !== "changed" && !everything;
  const [writing, setWriting] = useState(false);
  const late = line.why.includes("overdue") && isPast(line.due);
  const dated = line.section !== "changed" || late;
  const days = daysUntil(line.due);
  const forum = line.forum?.name;
  return (
    <li className={css.line} data-at={at || undefined} onFocus={focus}>
      <div className={css.when} data-late={late || undefined}>
        {dated && line.due.value && <Due date={line.due} />}
        {late && days !== null ? (
          <span className={css.far}>{t("date.overdue", { days: -days })}</span>
        ) : dated && days !== null && days <= 21 && days >= 0 ? (
          <span className={css.far}>{t("date.in", { days })}</span>
        ) : null}
      </div>
      <div className={css.what}>
        <div className={css.title}>
          <Portion label={line.label} />
          <Go href={line.link} data-line={name}>
            {line.title}
          </Go>
          {isNew && <Mark tone="accent">{t("brief.new")}</Mark>}
          {line.why
            .filter((why) => SAID.includes(why))
            .map((why) => (
              <Mark
                key={why}
                tone={why === "blocked_release" || why === "no_venue" || why === "overdue" ? "warn" : "plain"}
              >
                {code("brief.why", why)}
              </Mark>
            ))}
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
        {line.section === "owed_by_us" && line.kind === "tasking" && !settled(line) && !writing && (
          <Button variant="default" data-progress onClick={() => setWriting(true)}>
            {t("brief.act.progress")}
          </Button>
        )}
        {line.kind === "concurrence" && (
          <Button variant="default" component={Go} href={line.link}>
            {t("brief.act.concur")}
          </Button>
        )}
        {line.section === "releases" && (
          <Button variant="default" component={Go} href={`${line.link}?act=substitute`}>
            {t("brief.act.release")}
          </Button>
        )}
        {line.section === "meetings" && line.kind === "meeting" && (
          <Button variant="default" component={Go} href={line.link}>
            {t(line.why.includes("held") ? "brief.act.open" : "brief.act.prepare")}
          </Button>
        )}
      </div>
    </li>
  );
}
