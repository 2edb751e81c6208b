import { Switch, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useRef, useState } from "react";
import css from "@/features/imports/imports.module.css";
import {
  type Import,
  type Reconciled,
  resultsOf,
  type Reconciliation as Totals,
} from "@/features/imports/types";
import { usePages } from "@/shared/api/queries";
import { useT } from "@/shared/i18n";
import { Mark } from "@/shared/ui/marks";
import { Part } from "@/shared/ui/page";
import { DataTable } from "@/shared/ui/table";

const number = new Intl.NumberFormat();

/** The totals that the file prints beside the sums of its rows; those that differ are listed. */
export function Reconciliation({ record }: { record: Import }) {
  const t = useT();
  const [all, setAll] = useState(false);
  const [words, setWords] = useState("");
  const [q] = useDebouncedValue(words.trim(), 250);
  const kept = useRef<Totals["summary"]>(undefined);
  const query = usePages<Reconciled, Totals>("import", `/imports/${record.id}/reconciliation`, {
    agrees: all ? undefined : false,
    q: q || undefined,
    ...resultsOf(record),
  });
  const summary = query.data?.pages[0]?.summary ?? kept.current;
  kept.current = summary;
  if (!summary || summary.groups === 0) return null;
  const sum = (of: "people" | "cost") => ({
    id: of,
    header: t(`import.total.${of}`),
    align: "end" as const,
    value: (row: Reconciled) => Number(row[of].printed ?? 0),
    exports: (["printed", "summed"] as const).map((part) => ({
      header: `${t(`import.total.${of}`)}, ${t(`import.total.${part}`)}`,
      value: (row: Reconciled) => row[of][part] ?? "",
    })),
    cell: (row: Reconciled) => <Sum {...row[of]} />,
  });
  return (
    <Part
      title={t("import.reconciliation")}
      aside={
        <Switch
          size="xs"
          label={t("import.reconciliation.all")}
          checked={all}
          onChange={() => setAll(!all)}
        />
      }
    >
      <p>
        {(["people", "cost"] as const)
          .filter((of) => summary[`${of}_groups`] > 0)
          .map((of) =>
            t(`import.reconciliation.${of}`, {
              groups: number.format(summary[`${of}_groups`]),
              agree: number.format(summary[`${of}_agree`]),
            }),
          )
          .join(" ")}
      </p>
      <TextInput
        size="xs"
        className={css.words}
        aria-label={t("import.reconciliation.find")}
        placeholder={t("import.reconciliation.find")}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <DataTable
        name="totals"
        exportAs="totals"
        labelsOf={() => [record.label]}
        empty={<p className="muted">{t("import.reconciliation.none")}</p>}
        rows={query.items}
        rowId={({ number: place }) => `${record.id}-${place}`}
        rowName={({ group }) => Object.values(group).join(", ") || t("import.total.whole")}
        caption={t("import.reconciliation")}
        more={query.more}
        columns={[
          {
            id: "group",
            header: t("import.total.group"),
            grow: true,
            value: ({ group }) => Object.values(group).join(" "),
            cell: ({ group }) => Object.values(group).join(" · ") || t("import.total.whole"),
          },
          {
            id: "rows",
            header: t("import.rows"),
            align: "end",
            value: ({ rows }) => rows,
            cell: ({ rows }) => rows,
          },
          sum("people"),
          sum("cost"),
        ]}
      />
    </Part>
  );
}

function Sum({ printed, summed, agrees }: Reconciled["people"]) {
  const t = useT();
  const shown = (value: number | string | null) => (value === null ? "–" : number.format(Number(value)));
  if (agrees) return <span>{shown(printed)}</span>;
  return (
    <span>
      {t("import.total.differs", { printed: shown(printed), summed: shown(summed) })}{" "}
      <Mark tone="warn">{t("import.total.mark")}</Mark>
    </span>
  );
}
