import { Button, TextInput } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type DragEvent, useRef, useState } from "react";
import { sentFile } from "@/features/lessons/file";
import { Trial } from "@/features/lessons/import-trial";
import { ImportList } from "@/features/lessons/imports";
import css from "@/features/lessons/lessons.module.css";
import type { ColumnField, LessonImport, LessonTrial } from "@/features/lessons/types";
import { api } from "@/shared/api/client";
import type { LabelInput } from "@/shared/api/types";
import { useT } from "@/shared/i18n";
import { LabelField } from "@/shared/label/field";
import { useAct } from "@/shared/ui/act";
import { Form } from "@/shared/ui/form";
import form from "@/shared/ui/form.module.css";
import { Loads } from "@/shared/ui/loads";
import { useMyNation, usePolicy } from "@/shared/ui/names";

const TAKES = ".csv,.tsv,.txt,.xlsx,.ndjson,.jsonl";

interface Chosen {
  name: string;
  content: string;
  source: string;
}

/** Brings a collection in: the file, how it is understood beside real values, what it would do, then the act. */
export function ImportView() {
  const t = useT();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const take = async (file: File) =>
    setChosen({ name: file.name, content: await sentFile(file), source: file.name.replace(/\.\w+$/, "") });
  return (
    <>
      {chosen ? (
        <Reading key={chosen.content} chosen={chosen} change={setChosen} />
      ) : (
        <Drop take={(file) => void take(file)} />
      )}
      <h2>{t("lessonImport.before")}</h2>
      <ImportList />
    </>
  );
}

function Drop({ take }: { take: (file: File) => void }) {
  const t = useT();
  const field = useRef<HTMLInputElement>(null);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    if (file) take(file);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: who drags drops anywhere here; the button does the same by key
    <div className={css.drop} onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <strong>{t("lessonImport.drop")}</strong>
      <p className="muted small">{t("lessonImport.takes")}</p>
      <Button onClick={() => field.current?.click()}>{t("lessonImport.choose")}</Button>
      <input
        ref={field}
        type="file"
        accept={TAKES}
        className="hidden-text"
        tabIndex={-1}
        aria-label={t("lessonImport.file")}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file) take(file);
        }}
      />
    </div>
  );
}

interface ReadingProps {
  chosen: Chosen;
  change: (chosen: Chosen | null) => void;
}

function Reading({ chosen, change }: ReadingProps) {
  const t = useT();
  const own = useMyNation();
  const policy = usePolicy();
  const lowest = [...(policy?.levels ?? [])].sort((a, b) => a.value - b.value)[0]?.name ?? "";
  const [label, setLabel] = useState<LabelInput | null>(null);
  const [columns, setColumns] = useState<Record<string, ColumnField | null> | null>(null);
  const [labels, setLabels] = useState<Record<string, LabelInput>>({});
  const said = label ?? { level: lowest, owner: [own] };
  const body = { ...chosen, columns, label: said, labels };
  const trial = useQuery({
    queryKey: ["lesson", "trial", chosen.name, chosen.content.length, chosen.source, columns, said, labels],
    queryFn: () => api.post<LessonTrial>("/lesson-imports/trial", body),
    placeholderData: keepPreviousData,
    enabled: Boolean(chosen.source.trim() && lowest),
    retry: false,
  });
  const act = useAct(
    () => api.post<LessonImport>("/lesson-imports", body),
    ["lesson"],
    () => change(null),
  );
  const made = trial.data?.made ?? 0;
  return (
    <Form
      className={`stack ${form.box}`}
      name={t("lessons.import")}
      action={t("lessonImport.go", { count: made })}
      send={() => act.mutate(undefined)}
      close={() => change(null)}
      error={act.error}
      busy={act.isPending}
      ready={made > 0 && !trial.isFetching && !trial.error}
    >
      <TextInput
        label={t("lessonImport.source")}
        description={t("lessonImport.source.hint")}
        required
        value={chosen.source}
        onChange={(event) => change({ ...chosen, source: event.currentTarget.value })}
      />
      <LabelField value={said} onChange={setLabel} nations={[own, ...(said.rel ?? [])]} owners={[own]} />
      <Loads query={trial} rows={6}>
        {(found) => (
          <Trial
            {...{ found, labels, setLabels }}
            label={said}
            own={own}
            setField={(name, field) =>
              setColumns({
                ...Object.fromEntries(found.columns.map((column) => [column.name, column.field])),
                [name]: field,
              })
            }
          />
        )}
      </Loads>
    </Form>
  );
}
