import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Drop } from "@/features/imports/drop";
import { StartImport } from "@/features/imports/start";
import { StateWords } from "@/features/imports/state";
import { type ImportName, isMoving } from "@/features/imports/types";
import { ActivitiesPage } from "@/shared/activities/page";
import { usePages } from "@/shared/api/queries";
import { showInstant } from "@/shared/dates/show";
import { useT } from "@/shared/i18n";
import { Portion } from "@/shared/label/portion";
import { Empty, Loads } from "@/shared/ui/loads";
import { useOversees } from "@/shared/ui/names";
import { DataTable } from "@/shared/ui/table";

/** Files that were brought in, the newest first, and the way to bring in another. */
export function ImportsView() {
  const t = useT();
  const navigate = useNavigate();
  const oversees = useOversees();
  const [file, setFile] = useState<File | null>(null);
  const query = usePages<ImportName>("import", "/imports");
  const number = new Intl.NumberFormat();
  return (
    <ActivitiesPage
      title={t("imports.title")}
      below={t("imports.lead")}
      labels={query.items.map(({ label }) => label)}
    >
      {!oversees &&
        (file ? <StartImport file={file} close={() => setFile(null)} /> : <Drop take={setFile} />)}
      <Loads query={query} rows={4}>
        {() => (
          <DataTable
            rows={query.items}
            rowId={({ id }) => id}
            rowName={({ name }) => name}
            caption={t("imports.title")}
            more={query.more}
            open={({ id }) => void navigate({ to: "/activities/imports/$id", params: { id } })}
            empty={<Empty title={t("imports.empty")}>{t("imports.empty.text")}</Empty>}
            columns={[
              {
                id: "name",
                header: t("import.name"),
                grow: true,
                value: ({ name }) => name,
                cell: ({ id, name, ref, label }) => (
                  <>
                    <Portion label={label} />{" "}
                    <Link to="/activities/imports/$id" params={{ id }}>
                      {name}
                    </Link>{" "}
                    <span className="ref">{ref}</span>
                  </>
                ),
              },
              {
                id: "state",
                header: t("import.state"),
                value: ({ state }) => state,
                cell: (row) => <StateWords state={row.state} moving={isMoving(row.state)} />,
              },
              {
                id: "rows",
                header: t("import.rows"),
                align: "end",
                cell: ({ counts, progress }) => {
                  const rows = counts?.rows ?? progress.rows;
                  return rows ? number.format(rows) : "–";
                },
              },
              {
                id: "when",
                header: t("import.when"),
                minor: true,
                value: ({ created_at: at }) => at,
                cell: ({ created_at: at }) => <span className="number nowrap">{showInstant(at)}</span>,
              },
            ]}
          />
        )}
      </Loads>
    </ActivitiesPage>
  );
}
