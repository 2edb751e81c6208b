import css from "@/features/lessons/lessons.module.css";
import { type Lesson, PATH } from "@/features/lessons/types";
import { useCode, useList, useT } from "@/shared/i18n";
import { useNames } from "@/shared/ui/names";

/** The way from observation to learned as a line: what is done, where it is, what comes next and who has it. */
export function Steps({ record }: { record: Lesson }) {
  const t = useT();
  const code = useCode();
  const list = useList();
  const names = useNames();
  const at = PATH.indexOf(record.state);
  const onward = record.steps.find(({ to }) => PATH.indexOf(to) === at + 1 && at >= 0);
  const body = record.action_nation || record.label.owner[0] || "";
  const who = names(record.state === "action" ? body : (record.label.owner[0] ?? body));
  const words = (place: number) => {
    if (place < at) return t("lesson.step.done");
    if (place === at) return t("lesson.step.now");
    if (place !== at + 1 || !onward) return t("lesson.step.open");
    const missing = onward.missing.map((each) => code("lesson.need", each));
    return missing.length > 0 ? t("lesson.step.next", { who, what: list(missing) }) : t("lesson.step.ready");
  };
  return (
    <ol className={css.steps} aria-label={t("lesson.steps")}>
      {PATH.map((state, place) => (
        <li
          key={state}
          data-step={place < at ? "done" : place === at ? "now" : "open"}
          aria-current={place === at ? "step" : undefined}
        >
          <strong>{code("lesson.state", state)}</strong>
          <span className="muted">{words(place)}</span>
        </li>
      ))}
    </ol>
  );
}
