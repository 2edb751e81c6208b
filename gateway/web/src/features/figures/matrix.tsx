import { SegmentedControl, Select } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { counted } from "@/features/figures/counted";
import css from "@/features/figures/figures.module.css";
import { type Chosen, labelsOf } from "@/features/figures/types";
import { ActivitiesPage } from "@/shared/activities/page";
import { askedOf, type Selection } from "@/shared/activities/selection";
import type { Matrix } from "@/shared/activities/types";
import { useRecord } from "@/shared/api/queries";
import { Chart } from "@/shared/charts/chart";
import { type GridRow, grid } from "@/shared/charts/grid";
import { HeatTable } from "@/shared/charts/heat-table";
import { countryName } from "@/shared/countries/iso";
import { useCode, useT } from "@/shared/i18n";
import { Empty, Loads } from "@/shared/ui/loads";

const BY = ["capability", "purpose", "tool", "year"] as const;
type By = (typeof BY)[number];
/** So many nations are named in a cell; the table names all. */
const NAMED = 3;
const number = new Intl.NumberFormat();

interface Props extends Chosen {
  /** What the columns are, and of which nation alone. */
  shown: { by?: string; of?: string };
  show: (shown: { by?: string; of?: string }) => void;
}

/** Hosts by capability by nation: who does what for whom, and where nobody does. */
export function MatrixView({ selection, change, shown, show }: Props) {
  const t = useT();
  const by = BY.find((each) => each === shown.by) ?? "capability";
  const query = useRecord<Matrix>("figure", "/figures/matrix", { ...askedOf(selection), by });
  const nations = [...new Set(query.data?.value.cells.map(({ nation }) => nation) ?? [])]
    .filter(Boolean)
    .sort();
  return (
    <ActivitiesPage
      title={t("matrix.title")}
      below={t("matrix.lead")}
      labels={[query.data?.value.label]}
      selection={selection}
      change={change}
    >
      <div className={`${css.choices} screen-only`}>
        <SegmentedControl
          size="xs"
          aria-label={t("matrix.by")}
          value={by}
          onChange={(next) => show({ ...shown, by: next })}
          data={BY.map((value) => ({ value, label: t(`matrix.by.${value}`) }))}
        />
        <Select
          size="xs"
          aria-label={t("matrix.of")}
          placeholder={t("matrix.of")}
          clearable
          searchable
          data={nations.map((value) => ({ value, label: countryName(value) }))}
          value={shown.of ?? null}
          onChange={(of) => show({ ...shown, of: of ?? undefined })}
        />
      </div>
      <Loads query={query} rows={12}>
        {({ value }) =>
          value.hosts.length === 0 ? (
            <Empty title={t("activities.empty")}>{t("activities.empty.text")}</Empty>
          ) : (
            <Shown matrix={value} by={by} of={shown.of} selection={selection} />
          )
        }
      </Loads>
    </ActivitiesPage>
  );
}

interface ShownProps {
  matrix: Matrix;
  by: By;
  of?: string;
  selection: Selection;
}

function Shown({ matrix, by, of, selection }: ShownProps) {
  const t = useT();
  const code = useCode();
  const nameOf = useCallback(
    (column: string) => {
      if (!column) return t("statistics.notSaid");
      return by === "year" ? column : code(by === "tool" ? "activity.tool" : by, column);
    },
    [t, code, by],
  );
  const cells = useMemo(() => matrix.cells.filter(({ nation }) => !of || nation === of), [matrix, of]);
  const rows = useMemo<GridRow[]>(() => {
    const found = new Map<string, Matrix["cells"]>();
    for (const cell of cells) {
      const place = `${cell.host} ${cell.column}`;
      found.set(place, [...(found.get(place) ?? []), cell]);
    }
    return matrix.hosts.map((host) => ({
      id: host,
      name: countryName(host),
      cells: matrix.columns.map((column) => {
        const here = (found.get(`${host} ${column}`) ?? []).sort((a, b) => b.n - a.n);
        const n = here.reduce((sum, cell) => sum + cell.n, 0);
        if (n === 0) return null;
        const says = here.map(
          (cell) => `${cell.nation ? countryName(cell.nation) : t("statistics.notSaid")} ${cell.n}`,
        );
        return { words: number.format(n), value: n, says: says.join(", ") };
      }),
    }));
  }, [matrix, cells, t]);
  const draw = useCallback(
    (width: number) => grid({ columns: matrix.columns.map(nameOf), rows, width }),
    [matrix, rows, nameOf],
  );
  const word = by === "year" ? "fiscal_year" : by;
  return (
    <Chart
      title={t("matrix.hosts")}
      name="matrix"
      rows={cells}
      rowId={({ host, column, nation }) => `${host}-${column}-${nation}`}
      rowName={({ host, column }) => `${countryName(host)} ${nameOf(column)}`}
      labels={labelsOf(matrix.label)}
      draw={draw}
      summary={t("matrix.summary")}
      note={t("matrix.note")}
      stands={
        <HeatTable
          caption={t("matrix.hosts")}
          corner={t("activity.hosts")}
          columns={matrix.columns.map((id) => ({ id, name: nameOf(id) }))}
          rows={rows}
          none={t("matrix.none")}
          head={({ id, name }) => (
            <Link to="/countries/$code" params={{ code: id }} className="link">
              {name}
            </Link>
          )}
          link={(row, column, words) => {
            const nations = cells.filter(({ host, column: here }) => host === row.id && here === column);
            const named = nations
              .sort((a, b) => b.n - a.n)
              .map(({ nation }) => nation)
              .filter(Boolean);
            return (
              <Link
                to="/activities"
                search={{ ...selection, host: row.id, [word]: column || undefined, lead: of } as never}
              >
                {words}
                <span className={css.cellNations} aria-hidden="true">
                  {named.slice(0, NAMED).join(" ")}
                  {named.length > NAMED ? ` +${named.length - NAMED}` : ""}
                </span>
              </Link>
            );
          }}
        />
      }
      columns={[
        {
          id: "host",
          header: t("activity.hosts"),
          grow: true,
          value: ({ host }) => countryName(host),
          cell: ({ host }) => countryName(host),
        },
        {
          id: "column",
          header: t(`matrix.by.${by}`),
          value: ({ column }) => nameOf(column),
          cell: ({ column }) => nameOf(column),
        },
        {
          id: "nation",
          header: t("activity.lead"),
          value: ({ nation }) => nation,
          cell: ({ nation }) => nation && countryName(nation),
        },
        ...counted(t),
      ]}
    />
  );
}
