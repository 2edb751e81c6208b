import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { type Import, resultsOf } from "@/features/imports/types";
import { recordOptions, refresh } from "@/shared/api/queries";
import { useT } from "@/shared/i18n";

/** Milliseconds between two looks at how many rows are still to be compared. */
const LOOK = 1_000;

/** Whether the rows of an import are compared with what others plan; it follows until they are. */
export function Comparison({ record }: { record: Import }) {
  const t = useT();
  const client = useQueryClient();
  const { data } = useQuery({
    ...recordOptions<{ due: number }>("import", `/imports/${record.id}/comparison`, resultsOf(record)),
    refetchInterval: ({ state }) => (state.data && state.data.value.due > 0 ? LOOK : false),
  });
  const due = data?.value.due;
  useEffect(() => {
    if (due === 0) void refresh(client, "overlap");
  }, [due, client]);
  if (due === undefined) return null;
  return (
    <span className="muted small" role="status">
      {due > 0 ? t("import.comparing", { count: due }) : t("import.compared")}
    </span>
  );
}
