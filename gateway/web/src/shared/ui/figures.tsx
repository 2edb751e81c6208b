import type { ReactNode } from "react";
import css from "@/shared/ui/figures.module.css";

export interface Figure {
  name: string;
  value: ReactNode;
  /** Below it, small: what it is of. */
  note?: ReactNode;
  /** The one that the page is about. */
  main?: boolean;
}

/** Figures side by side, each with its name. */
export function Figures({ figures }: { figures: Figure[] }) {
  return (
    <dl className={css.figures}>
      {figures.map(({ name, value, note, main }) => (
        <div key={name} className={main ? css.main : undefined}>
          <dt>{name}</dt>
          <dd>{value}</dd>
          {note && <dd className={css.note}>{note}</dd>}
        </div>
      ))}
    </dl>
  );
}
