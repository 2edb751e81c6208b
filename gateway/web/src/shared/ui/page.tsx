import { type ReactNode, useEffect } from "react";
import type { LabelView } from "@/shared/api/types";
import { usePageLabels } from "@/shared/label/banner";
import css from "@/shared/ui/page.module.css";

interface Props {
  title: string;
  /** Above the title: where this belongs. */
  above?: ReactNode;
  /** Beside the title: state and marks. */
  marks?: ReactNode;
  /** Below the title: facts in one line. */
  below?: ReactNode;
  actions?: ReactNode;
  /** Every label of what is on the page; the banner is their roll-up. */
  labels?: (LabelView | null | undefined)[];
  wide?: boolean;
  children: ReactNode;
}

/** A page: heading, what can be done, content; it tells the frame's banner what it shows. */
export function Page({ title, above, marks, below, actions, labels, wide, children }: Props) {
  usePageLabels(labels);
  useEffect(() => {
    document.title = `${title} · Entente`;
  }, [title]);
  return (
    <div className={css.page} data-wide={wide || undefined}>
      <header className={css.head}>
        <div className={css.words}>
          {above && <div className={css.above}>{above}</div>}
          <div className={css.title}>
            <h1>{title}</h1>
            {marks}
          </div>
          {below && <div className={css.below}>{below}</div>}
        </div>
        {actions && <div className={css.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

/** A titled part of a page. */
export function Part({
  title,
  aside,
  children,
  id,
}: {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
  id?: string;
}) {
  const name = id ?? title.toLowerCase().replace(/\W+/g, "-");
  return (
    <section className={css.part} aria-labelledby={`part-${name}`}>
      <div className={css.partHead}>
        <h2 id={`part-${name}`}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

/** Facts as terms and values, one line each. */
export function Facts({ facts }: { facts: [string, ReactNode][] }) {
  return (
    <dl className={css.facts}>
      {facts.map(([term, value]) =>
        value === null || value === undefined || value === "" || value === false ? null : (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
