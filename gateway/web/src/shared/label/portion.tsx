import type { LabelView } from "@/shared/api/types";
import css from "@/shared/label/label.module.css";

/** The portion mark before a paragraph or in a row. */
export function Portion({ label }: { label: LabelView | null | undefined }) {
  return label ? <span className={css.portion}>{label.portion}</span> : null;
}
