import { Button, Select } from "@mantine/core";
import css from "@/features/lessons/lessons.module.css";
import { Noticed } from "@/features/lessons/noticed";
import { type ColumnField, FIELDS, type LessonTrial } from "@/features/lessons/types";
import type { LabelInput } from "@/shared/api/types";
import { useCode, useT } from "@/shared/i18n";
import { LabelField } from "@/shared/label/field";
import { Part } from "@/shared/ui/page";

interface Props {
  found: LessonTrial;
  setField: (name: string, field: ColumnField | null) => void;
  label: LabelInput;
  labels: Record<string, LabelInput>;
  setLabels: (labels: Record<string, LabelInput>) => void;
  own: string;
}

/** What an import would do: how the file was read, its columns beside real values, counts, and what was noticed. */
export function Trial({ found, setField, label, labels, setLabels, own }: Props) {
  const t = useT();
  const code = useCode();
  const { reading, columns, markings } = found;
  const fields = FIELDS.map((value) => ({ value, label: code("lessonImport.field", value) }));
  return (
    <>
      <p className="small muted">
        {t("lessonImport.read", {
          format: reading.format,
          encoding: reading.encoding,
          row: reading.header_row,
        })}
      </p>
      <Part title={t("lessonImport.columns")}>
        <ul className={css.rows}>
          {columns.map(({ name, field, samples }) => (
            <li key={name}>
              <span className={css.column}>
                <Select
                  size="xs"
                  label={name}
                  placeholder={t("lessonImport.notTaken")}
                  clearable
                  data={fields}
                  value={field}
                  onChange={(next) => setField(name, next as ColumnField | null)}
                />
              </span>
              <span className={`${css.grow} small`}>
                {samples.slice(0, 3).map((sample) => (
                  <div key={sample} className={css.short}>
                    {sample}
                  </div>
                ))}
              </span>
            </li>
          ))}
        </ul>
      </Part>
      {markings.length > 0 && (
        <Part title={t("lessonImport.markings")}>
          {Object.keys(labels).length === 0 ? (
            <>
              <p className="small">{t("lessonImport.markings.one", { markings: markings.join(", ") })}</p>
              <Button
                variant="default"
                onClick={() => setLabels(Object.fromEntries(markings.map((marking) => [marking, label])))}
              >
                {t("lessonImport.markings.each")}
              </Button>
            </>
          ) : (
            markings.map((marking) => (
              <LabelField
                key={marking}
                legend={marking}
                value={labels[marking] ?? label}
                onChange={(next) => setLabels({ ...labels, [marking]: next })}
                nations={[own, ...(labels[marking]?.rel ?? [])]}
                owners={[own]}
              />
            ))
          )}
        </Part>
      )}
      <Part title={t("lessonImport.trial")}>
        <p role="status">{t("lessonImport.counts", { ...countsOf(found) })}</p>
        <Noticed messages={found.messages} />
      </Part>
    </>
  );
}

/** The counts of a trial or an import, which reconcile. */
export const countsOf = ({
  rows_read: read,
  made,
  same,
  refused,
}: Pick<LessonTrial, "rows_read" | "made" | "same" | "refused">) => ({ read, made, same, refused });
