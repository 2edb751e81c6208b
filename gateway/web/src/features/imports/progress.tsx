import css from "@/features/imports/imports.module.css";
import type { Import } from "@/features/imports/types";
import { useCode, useT } from "@/shared/i18n";

const megabytes = (bytes: number) => Math.round(bytes / 100_000) / 10;

/** How much of a file has been sent. */
export function Sent({ bytes, of }: { bytes: number; of: number }) {
  const t = useT();
  const words = t("import.sent", { bytes: megabytes(bytes), of: megabytes(of) });
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
              share: share === null ? "" : `${Math.floor(share * 100)} %`,
              speed: number.format(Math.round(progress.rows_per_second)),
            })
          : t("import.waits")}
      </span>
      <span className="muted small">{t("import.goesOn")}</span>
    </div>
  );
}
