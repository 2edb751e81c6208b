import { Button, Menu } from "@mantine/core";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { BulkReport, BulkStatus, useBulkStatus } from "@/features/activities/bulk-status";
import { activityColumns, ORDERS } from "@/features/activities/columns";
import { ActivitiesPage } from "@/shared/activities/page";
import { listedOf, type Selection } from "@/shared/activities/selection";
import type { ActivityLine } from "@/shared/activities/types";
import { usePages } from "@/shared/api/queries";
import { useCode, useT } from "@/shared/i18n";
import { Empty, Loads } from "@/shared/ui/loads";
import { useOversees } from "@/shared/ui/names";
import { SavedViews } from "@/shared/ui/saved-views";
import { DataTable } from "@/shared/ui/table";
import { sortOf } from "@/shared/ui/table-address";

interface Props {
  selection: Selection;
  change: (selection: Selection) => void;
}

/** Every activity the reader may know of, by selection; real repeats stand as one line. */
export function ActivitiesView({ selection, change }: Props) {
  const t = useT();
  const code = useCode();
  const navigate = useNavigate();
  const { sort: word, when } = useSearch({ strict: false }) as { sort?: string; when?: string };
  const sort = sortOf(word, Object.keys(ORDERS));
  const { asked, coming, order } = listedOf(selection, when);
  const query = usePages<ActivityLine>("activity", "/activities", {
    ...asked,
    sort: sort ? ORDERS[sort.id] : undefined,
    order: sort ? (sort.desc ? "desc" : "asc") : order,
  });
  const columns = useMemo(() => activityColumns(t, code), [t, code]);
  const bulk = useBulkStatus();
  const oversees = useOversees();
  return (
    <ActivitiesPage
      title={t("activities.title")}
      labels={query.items.map(({ label }) => label)}
      selection={selection}
      change={change}
      actions={
        <>
          <SavedViews page="activities" to="/activities" />
          <ExportMenu query={asked} />
          {!oversees && (
            <Button component={Link} to="/activities/new">
              {t("activities.new")}
            </Button>
          )}
        </>
      }
    >
      {(coming || when === "all") && (
        <p className="row muted small">
          {t(coming ? "activities.coming" : "activities.everything")}
          <Link
            to="."
            search={((before: object) => ({ ...before, when: coming ? "all" : undefined })) as never}
            className="link"
          >
            {t(coming ? "activities.everything.show" : "activities.coming.show")}
          </Link>
        </p>
      )}
      <BulkReport bulk={bulk} />
      <Loads query={query} rows={12}>
        {() => (
          <DataTable
            rows={query.items}
            columns={columns}
            rowId={({ id }) => id}
            rowName={({ title }) => title}
            caption={t("activities.title")}
            ordered
            selectable
            actions={(selected) => <BulkStatus selected={selected} bulk={bulk} />}
            open={({ id }) => void navigate({ to: "/activities/$id", params: { id } })}
            more={query.more}
            empty={<Empty title={t("activities.empty")}>{t("activities.empty.text")}</Empty>}
          />
        )}
      </Loads>
    </ActivitiesPage>
  );
}

const FORMATS = ["csv", "xlsx", "ndjson"] as const;

/** The whole selection as a file that the service makes, with the reader's banner on it. */
function ExportMenu({ query }: { query: Record<string, unknown> }) {
  const t = useT();
  const address = (format: string) => {
    const words = Object.entries({ ...query, format }).flatMap(([name, value]) =>
      value ? [value].flat().map((one) => [name, String(one)]) : [],
    );
    return `/api/v1/activities/export?${new URLSearchParams(words)}`;
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default">{t("activities.export")}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {FORMATS.map((format) => (
          <Menu.Item key={format} component="a" href={address(format)} download>
            {t(`activities.export.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
