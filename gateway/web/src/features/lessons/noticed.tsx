import css from "@/features/lessons/lessons.module.css";
import type { LessonTrial } from "@/features/lessons/types";
import { useCode, useT } from "@/shared/i18n";
import { Mark } from "@/shared/ui/marks";

/** What was noticed in the rows of a file, by kind, each with some of its places. */
export function Noticed({ messages }: { messages: LessonTrial["messages"] }) {
  const t = useT();
  const code = useCode();
  return (
    <ul className={css.rows}>
      {messages.map(({ kind, refuses, count, examples }) => (
        <li key={kind}>
          <Mark tone={refuses ? "danger" : "plain"}>
            {t(refuses ? "lessonImport.refuses" : "lessonImport.tells", { count })}
          </Mark>
          <span className={css.grow}>
            {code("lessonImport.kind", kind)}
            {examples.map(({ row, column, raw }) => (
              <div key={`${row}:${column}`} className="muted small">
                {t("lessonImport.at", { row, column, raw: raw.slice(0, 120) })}
              </div>
            ))}
          </span>
        </li>
      ))}
    </ul>
  );
}
