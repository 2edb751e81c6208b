import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type MappingDraft, withDraft } from "@/features/imports/draft";
import css from "@/features/imports/imports.module.css";
import { Lookup } from "@/features/imports/lookup";
import { OptionFields } from "@/features/imports/options";
import { SaveProfile } from "@/features/imports/profile";
import type { ColumnMapping, FileColumn, Import, Target } from "@/features/imports/types";
import { api, type Loaded } from "@/shared/api/client";
import { useCode, useT } from "@/shared/i18n";
import { useAct } from "@/shared/ui/act";
import { Form } from "@/shared/ui/form";
import { Mark } from "@/shared/ui/marks";
import { Part } from "@/shared/ui/page";

/** The fields that a column can fill. */
export const targetsOptions = {
  queryKey: ["import", "targets"],
  queryFn: async () => (await api.get<{ items: Target[] }>("/import-profiles/fields")).items,
  staleTime: 3_600_000,
};

/** How each column of the file is read, beside real values of it: guessed, to be corrected. */
export function MappingEditor({ loaded, draft }: { loaded: Loaded<Import>; draft: MappingDraft }) {
  const t = useT();
  const record = loaded.value;
  const { mapping, changed, set: setMapping } = draft;
  const targets = useQuery(targetsOptions).data ?? [];
  const act = useAct(() => withDraft(loaded, draft), ["import"]);
  if (!mapping) return null;
  const set = (column: string, part: Partial<ColumnMapping>) =>
    setMapping({ ...mapping, columns: withColumn(mapping.columns, column, part) });
  return (
    <Part title={t("import.mapping")} aside={<SaveProfile mapping={mapping} label={record.label} />}>
      <p className="muted small">{t("import.mapping.hint")}</p>
      <Form
        name={t("import.mapping")}
        action={t("import.mapping.save")}
        send={() => act.mutate(undefined)}
        error={act.error}
        busy={act.isPending}
        ready={changed}
        note={changed ? t("import.mapping.unsaved") : undefined}
      >
        <table className={css.mapping}>
          <caption className="hidden-text">{t("import.mapping")}</caption>
          <thead>
            <tr>
              {(["column", "samples", "target", "transform"] as const).map((name) => (
                <th key={name} scope="col">
                  {t(`import.mapping.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {record.columns.map((column) => (
              <Row
                key={column.name}
                column={column}
                mapped={mapping.columns.find((each) => each.column === column.name)}
                targets={targets}
                set={(part) => set(column.name, part)}
              />
            ))}
          </tbody>
        </table>
        <OptionFields
          mapping={mapping}
          change={setMapping}
          columns={record.columns.map(({ name }) => name)}
        />
      </Form>
    </Part>
  );
}

/** The columns with a part of one changed; one that was not taken before is added. */
function withColumn(columns: ColumnMapping[], column: string, part: Partial<ColumnMapping>): ColumnMapping[] {
  const others = columns.filter((each) => each.column !== column);
  const before = columns.find((each) => each.column === column) ?? { column, target: "ignore" };
  const next = { ...before, ...part };
  return next.target === "ignore" ? others : [...others, next];
}

interface RowProps {
  column: FileColumn;
  mapped: ColumnMapping | undefined;
  targets: Target[];
  set: (part: Partial<ColumnMapping>) => void;
}

function Row({ column, mapped, targets, set }: RowProps) {
  const t = useT();
  const code = useCode();
  const choices = [
    { value: "ignore", label: t("import.target.ignore") },
    ...targets
      .filter(({ name }) => name !== "ignore")
      .map(({ name, words }) => ({ value: name, label: words || code("import.target", name) })),
  ];
  const target = targets.find((each) => each.name === mapped?.target);
  return (
    <tr>
      <td>
        {column.name}
        {column.empty > 0 && (
          <div className="muted small">
            {t("import.mapping.empty", { share: Math.round(column.empty * 100) })}
          </div>
        )}
      </td>
      <td>
        <div className={css.samples}>
          {column.samples.map((sample) => (
            <code key={sample}>{sample}</code>
          ))}
        </div>
      </td>
      <td>
        <Select
          size="xs"
          aria-label={t("import.mapping.targetOf", { column: column.name })}
          searchable
          allowDeselect={false}
          data={choices}
          value={mapped?.target ?? "ignore"}
          onChange={(next) => next && set({ target: next, pairs: [], otherwise: null })}
        />
        <Guess column={column} mapped={mapped} />
      </td>
      <td>
        {target?.reads && <div className="muted small">{code("import.reads", target.reads)}</div>}
        {target && target.known.length > 0 && mapped && (
          <Lookup column={column} target={target} mapped={mapped} set={set} />
        )}
      </td>
    </tr>
  );
}

/** Why the column was taken for what it is taken for. */
function Guess({ column: { guess }, mapped }: { column: FileColumn; mapped: ColumnMapping | undefined }) {
  const t = useT();
  if (!guess || guess.target !== mapped?.target) return null;
  return (
    <span className="muted small">
      {guess.why} {guess.confidence < 0.7 && <Mark tone="warn">{t("import.mapping.unsure")}</Mark>}
    </span>
  );
}
