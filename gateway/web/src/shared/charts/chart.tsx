import { Button, Menu, SegmentedControl } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useId, useMemo, useState } from "react";
import type { LabelView } from "@/shared/api/types";
import css from "@/shared/charts/charts.module.css";
import type { Drawing } from "@/shared/charts/drawing";
import { svgFile } from "@/shared/charts/file";
import { Picture, useWidth } from "@/shared/charts/picture";
import { useT } from "@/shared/i18n";
import { leaving } from "@/shared/label/leaving";
import { download } from "@/shared/ui/csv";
import { useFiction } from "@/shared/ui/names";
import { ProblemNotice } from "@/shared/ui/problem";
import { type Column, DataTable } from "@/shared/ui/table";
import { useFile } from "@/shared/ui/table-file";

/** The width of a picture in a file, in pixels. */
const PAPER = 960;

interface Props<T> {
  title: string;
  /** What its files are called, and its table in the address. */
  name: string;
  rows: T[];
  columns: Column<T>[];
  rowId: (row: T) => string;
  rowName: (row: T) => string;
  /** The labels of what its figures are made of: without them it offers no file. */
  labels: LabelView[];
  draw: (width: number) => Drawing;
  /** What stands on the page in place of the drawing, where that is a table of its own already. */
  stands?: ReactNode;
  /** What it shows, in a sentence. */
  summary: string;
  /** Called with what a shape of the picture stands for; the table has the same as links. */
  choose?: (of: string) => void;
  /** Below it: where it comes from, or what to be careful about. */
  note?: ReactNode;
  aside?: ReactNode;
}

/** Every picture: itself, the same as a table, and both as files under the banner of what they show. */
export function Chart<T>(props: Props<T>) {
  const { title, name, rows, columns, rowId, rowName, labels, draw, stands, summary, choose, note } = props;
  const t = useT();
  const id = useId();
  const [face, setFace] = useState<"picture" | "table">("picture");
  const [place, width] = useWidth<HTMLDivElement>();
  const drawing = useMemo(() => (stands || width === null ? null : draw(width)), [draw, width, stands]);
  const labelsOf = () => labels;
  const table = useFile({ exportAs: name, rowId, labelsOf, columns, sort: null, selected: [], rows });
  const picture = usePictureFile(props);
  return (
    <section className={css.chart} aria-labelledby={id}>
      <div className={css.head}>
        <h2 id={id}>{title}</h2>
        {props.aside}
        <span className={css.status} role="status">
          {picture.data ?? table.status}
        </span>
        <SegmentedControl
          size="xs"
          aria-label={t("chart.face", { title })}
          value={face}
          onChange={(next) => setFace(next as "picture" | "table")}
          data={[
            { value: "picture", label: t("chart.picture") },
            { value: "table", label: t("chart.table") },
          ]}
        />
        {labels.length > 0 && (
          <Menu position="bottom-end">
            <Menu.Target>
              <Button variant="subtle" color="gray" aria-label={t("chart.saveOf", { title })}>
                {t("chart.save")}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => picture.mutate()}>{t("chart.svg")}</Menu.Item>
              <Menu.Item onClick={table.save}>{t("chart.csv")}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      {[picture.error, table.error].map(
        (error) => error && <ProblemNotice key={String(error)} error={error} compact />,
      )}
      {face === "table" ? (
        <DataTable
          name={name}
          rows={rows}
          columns={columns}
          rowId={rowId}
          rowName={rowName}
          caption={title}
        />
      ) : (
        <div ref={place}>
          {stands ??
            (drawing && <Picture drawing={drawing} label={`${title}. ${summary}`} choose={choose} />)}
        </div>
      )}
      {note && <p className={css.note}>{note}</p>}
    </section>
  );
}

/** Saves the picture as a file, as far as its rows may leave. */
function usePictureFile<T>({ title, name, rows, rowId, labels, draw }: Props<T>) {
  const t = useT();
  const fiction = useFiction();
  return useMutation({
    mutationFn: async () => {
      const { marking, kept } = await leaving(name, rows, rowId, () => labels);
      // A picture is whole or it is not: what may not leave cannot be cut out of it.
      if (kept > 0) return t("list.kept", { count: kept });
      download(`${name}.svg`, svgFile(title, draw(PAPER), marking, fiction), "image/svg+xml");
      return t("chart.saved");
    },
    retry: false,
    networkMode: "always",
  });
}
