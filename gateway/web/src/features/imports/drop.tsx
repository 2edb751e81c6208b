import { Button } from "@mantine/core";
import { type DragEvent, useRef, useState } from "react";
import css from "@/features/imports/imports.module.css";
import { useT } from "@/shared/i18n";

export const TAKES = ".csv,.tsv,.txt,.xlsx,.ndjson,.jsonl,.gz";

/** Takes a file: dropped, or chosen by the button. */
export function Drop({ take, busy, words }: { take: (file: File) => void; busy?: boolean; words?: string }) {
  const t = useT();
  const field = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file && !busy) take(file);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: who drags drops anywhere here; the button does the same by key
    <div
      className={css.drop}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <strong>{words ?? t("import.drop")}</strong>
      <p className="muted small">{t("import.takes")}</p>
      <Button loading={busy} onClick={() => field.current?.click()}>
        {t("import.choose")}
      </Button>
      <input
        ref={field}
        type="file"
        accept={TAKES}
        className="hidden-text"
        tabIndex={-1}
        aria-label={t("import.file")}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          currentTarget.value = "";
          if (file) take(file);
        }}
      />
    </div>
  );
}
