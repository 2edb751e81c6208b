import css from "@/shared/ui/rate-bar.module.css";

/** A share of one as a bar; the figure beside it says the same. */
export function RateBar({ value, label }: { value: number | null; label: string }) {
  return (
    <span className={css.frame}>
      <svg className={css.bar} viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
        <rect className={css.whole} width="100" height="8" rx="2" />
        <rect className={css.part} width={(value ?? 0) * 100} height="8" rx="2" />
      </svg>
      <span className={css.words}>{label}</span>
    </span>
  );
}
