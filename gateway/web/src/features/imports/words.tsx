import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { MappingDraft } from "@/features/imports/draft";
import { targetsOptions } from "@/features/imports/mapping";
import { meant, withWord } from "@/features/imports/pairs";
import { type Import, type MessageKind, resultsOf } from "@/features/imports/types";
import { may } from "@/shared/api/can";
import { recordOptions } from "@/shared/api/queries";
import { useT } from "@/shared/i18n";
import { Part } from "@/shared/ui/page";
import { DataTable } from "@/shared/ui/table";

const number = new Intl.NumberFormat();

/** Words that a field with a vocabulary does not know: each once, with one choice for all its rows. */
export function Words({ record, draft }: { record: Import; draft: MappingDraft }) {
  const t = useT();
  const { mapping } = draft;
  const path = `/imports/${record.id}/message-kinds`;
  const query = useQuery(recordOptions<{ items: MessageKind[] }>("import", path, resultsOf(record)));
  const targets = useQuery(targetsOptions).data ?? [];
  const known = (column: string) =>
    targets.find(
      ({ name, known }) =>
        known.length > 0 && mapping?.columns.some((one) => one.column === column && one.target === name),
    );
  const open = (query.data?.value.items ?? []).flatMap(({ column, words }) => {
    const target = words.length > 0 && known(column);
    return target ? words.map(({ word, rows }) => ({ column, target, word, rows })) : [];
  });
  if (open.length === 0 || !mapping) return null;
  const title = t("import.words", { count: open.length });
  return (
    <Part title={title}>
      {may(record.can, "map") && <p className="muted small">{t("import.words.hint")}</p>}
      <DataTable
        name="words"
        rows={open}
        rowId={({ column, word }) => `${column}-${word}`}
        rowName={({ word }) => word}
        caption={title}
        columns={[
          {
            id: "word",
            header: t("import.spelling"),
            grow: true,
            value: ({ word }) => word,
            cell: ({ word }) => word,
          },
          {
            id: "column",
            header: t("import.mapping.column"),
            value: ({ column }) => column,
            cell: ({ column }) => column,
          },
          {
            id: "rows",
            header: t("import.rows"),
            align: "end",
            value: ({ rows }) => rows,
            cell: ({ rows }) => number.format(rows),
          },
          {
            id: "means",
            header: t("import.words.means"),
            cell: ({ column, target, word }) =>
              may(record.can, "map") && (
                <Select
                  size="xs"
                  aria-label={t("import.lookup.means", { word })}
                  placeholder={t("import.words.choose")}
                  data={target.known.map((value) => ({ value, label: value.replaceAll("_", " ") }))}
                  value={meant(mapping, column, target.name, word)}
                  onChange={(value) =>
                    value && draft.set(withWord(mapping, column, target.name, word, value))
                  }
                />
              ),
          },
        ]}
      />
    </Part>
  );
}
