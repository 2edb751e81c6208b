import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import css from "@/features/imports/imports.module.css";
import type { Import, Line, Reading, ReadingIn } from "@/features/imports/types";
import { api, type Loaded } from "@/shared/api/client";
import { recordOptions } from "@/shared/api/queries";
import { useCode, useT } from "@/shared/i18n";
import { useAct } from "@/shared/ui/act";
import { Loads } from "@/shared/ui/loads";
import { Part } from "@/shared/ui/page";
import { ProblemNotice } from "@/shared/ui/problem";

const DELIMITERS = [",", ";", "\t", "|"];
const ENCODINGS = ["utf-8", "utf-16-le", "utf-16-be", "cp1252", "latin-1", "cp1250", "cp1251", "mac-roman"];

/** How the file is read: its sheet, the line that names the columns, and its first lines to choose it by. */
export function ReadingEditor({ loaded }: { loaded: Loaded<Import> }) {
  const t = useT();
  const code = useCode();
  const { value: record, etag } = loaded;
  const { reading } = record;
  const act = useAct((said: ReadingIn) => api.put(`/imports/${record.id}/reading`, said, etag), ["import"]);
  if (!reading || reading.format === "ndjson") return null;
  const choice = (
    name: "sheet" | "delimiter" | "encoding",
    values: string[],
    words = (value: string) => value,
  ) => (
    <Select
      size="xs"
      label={t(`import.reading.${name}`)}
      allowDeselect={false}
      disabled={act.isPending}
      data={[...new Set([...values, reading[name] ?? ""])].map((value) => ({ value, label: words(value) }))}
      value={reading[name] ?? ""}
      onChange={(value) => value && value !== reading[name] && act.mutate({ [name]: value })}
    />
  );
  return (
    <Part title={t("import.reading")}>
      <p className="muted small">{t("import.reading.hint", { line: reading.header_row })}</p>
      <div className={css.read}>
        {record.sheets.length > 1 && choice("sheet", record.sheets)}
        {reading.format === "csv" && (
          <>
            {choice("delimiter", DELIMITERS, (value) => code("import.delimiter", value))}
            {choice("encoding", ENCODINGS)}
          </>
        )}
      </div>
      {act.error && <ProblemNotice error={act.error} compact />}
      <Lines
        record={record}
        reading={reading}
        chosen={(act.isPending && act.variables.header_row) || reading.header_row}
        choose={(header_row) => act.isPending || act.mutate({ header_row })}
      />
    </Part>
  );
}

interface LinesProps {
  record: Import;
  reading: Reading;
  /** The line that names the columns, or that is about to. */
  chosen: number;
  choose: (line: number) => unknown;
}

/** The first lines as they stand; the one that names the columns is chosen here, those above it are passed over. */
function Lines({ record, reading, chosen, choose }: LinesProps) {
  const t = useT();
  const path = `/imports/${record.id}/lines`;
  const query = useQuery(
    recordOptions<{ items: Line[] }>("import", path, { sheet: reading.sheet ?? undefined }),
  );
  const names = reading.header_row;
  return (
    <Loads query={query} rows={4}>
      {({ value: { items } }) => (
        <div className={css.lines}>
          <table>
            <caption className="hidden-text">{t("import.lines")}</caption>
            <tbody>
              {items.map(({ line, cells }) => (
                <tr key={line} data-role={line === names ? "names" : line < names ? "above" : undefined}>
                  <th scope="row">
                    <label>
                      <input
                        type="radio"
                        name="line-of-names"
                        aria-label={t("import.lines.choose", { line })}
                        checked={line === chosen}
                        onChange={() => choose(line)}
                      />
                      {line}
                    </label>
                  </th>
                  {cells.map((cell, place) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a cell is known by its place alone
                    <td key={place}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Loads>
  );
}
