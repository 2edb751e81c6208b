import type { Forum } from "@/shared/api/types";
import { showDay } from "@/shared/dates/show";
import { useCode, useT } from "@/shared/i18n";
import { Empty } from "@/shared/ui/loads";
import { useNames } from "@/shared/ui/names";
import { DataTable } from "@/shared/ui/table";

/** Who speaks for each nation, by billet and date. */
export function AppointmentTable({ forum }: { forum: Forum }) {
  const t = useT();
  const code = useCode();
  const names = useNames();
  return (
    <DataTable
      rows={forum.appointments}
      caption={t("forum.appointments")}
      rowId={({ id }) => id}
      rowName={({ name }) => name}
      empty={<Empty title={t("forum.appointments.empty")} />}
      columns={[
        {
          id: "nation",
          header: t("forums.nation"),
          value: ({ nation }) => names(nation),
          cell: ({ nation }) => names(nation),
        },
        {
          id: "post",
          header: t("forum.post"),
          value: ({ post }) => code("post", post),
          cell: ({ post }) => code("post", post),
        },
        {
          id: "name",
          header: t("forum.person"),
          grow: true,
          value: ({ name }) => name,
          cell: ({ name }) => name,
        },
        {
          id: "billet",
          header: t("forum.billet"),
          minor: true,
          value: ({ billet }) => billet,
          cell: ({ billet }) => billet,
        },
        {
          id: "since",
          header: t("forum.since"),
          minor: true,
          value: ({ since }) => since,
          cell: ({ since, until }) =>
            until ? `${showDay(since)} ${t("forum.until", { date: showDay(until) })}` : showDay(since),
        },
      ]}
    />
  );
}
