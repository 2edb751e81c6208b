import css from "@/features/imports/imports.module.css";
import type { Import } from "@/features/imports/types";
import { useCode, useT } from "@/shared/i18n";

/** The size of a file in words, in the reader's numbers. */
export function sizeWords(bytes: number): string {
  const [unit, of] = bytes < 1_000_000 ? (["kilobyte", 1_000] as const) : (["megabyte", 1_000_000] as const);
  const digits = of > 1_000 && bytes < 10 * of ? 1 : 0;
  const words = new Intl.NumberFormat(undefined, { style: "unit", unit, maximumFractionDigits: digits });
  return words.format(Math.max(bytes / of, bytes > 0 ? 10 ** -digits : 0));
}

/** How much of a file has been sent. */
export function Sent({ bytes, of }: { bytes: number; of: number }) {
  const t = useT();
  const words = t("import.sent", { bytes: sizeWords(bytes), of: sizeWords(of) });
  return (
    <div className={css.progress} role="status">
      <progress className={css.bar} max={Math.max(1, of)} value={bytes} aria-label={words} />
      <span className="muted small">{words}</span>
    </div>
  );
}

/** How far the server is; it goes on by itself, with the page closed too. */
export function Moving({ record }: { record: Import }) {
  const t = useT();
  const code = useCode();
  const { progress, state } = record;
  const number = new Intl.NumberFormat();
  const share = progress.of_bytes > 0 ? progress.bytes / progress.of_bytes : null;
  return (
    <div className={css.progress}>
      <progress
        className={css.bar}
        max={1}
        value={share ?? undefined}
        aria-label={code("import.state", state)}
      />
      <span role="status">
        {progress.rows > 0
          ? t("import.progress", {
              rows: number.format(progress.rows),
              share: share === null ? "" : ` · ${Math.floor(share * 100)} %`,
              speed: number.format(Math.round(progress.rows_per_second)),
            })
          : t("import.waits")}
      </span>
      <span className="muted small">{t("import.goesOn")}</span>
    </div>
  );
}
