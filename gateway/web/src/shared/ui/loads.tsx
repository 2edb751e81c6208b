import type { ReactNode } from "react";
import { useT } from "@/shared/i18n";
import { ProblemNotice } from "@/shared/ui/problem";
import css from "@/shared/ui/problem.module.css";

/** Grey lines where words will stand. */
export function Bones({ rows = 6 }: { rows?: number }) {
  const t = useT();
  return (
    <div className={css.bones} role="status">
      <span className="hidden-text">{t("list.loading")}</span>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines without identity
        <span key={index} className={css.bone} />
      ))}
    </div>
  );
}

/** Says that nothing is here, and what to do. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={css.empty}>
      <strong>{title}</strong>
      {children}
    </div>
  );
}

interface Query<T> {
  data: T | undefined;
  error: unknown;
  refetch: () => unknown;
}

/** One place for the three states of what is read: loading, refused, there. What was read stays while read again. */
export function Loads<T>({
  query,
  rows,
  children,
}: {
  query: Query<T>;
  rows?: number;
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <ProblemNotice error={query.error} retry={() => void query.refetch()} />;
  return <Bones rows={rows} />;
}
