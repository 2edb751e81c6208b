import type { useT } from "@/shared/i18n";
import type { Column } from "@/shared/ui/table";

const number = new Intl.NumberFormat();

/** The columns of how many activities a row counts, and of how many people these are for. */
export const counted = <T extends { n: number; people: number }>(t: ReturnType<typeof useT>): Column<T>[] => [
  {
    id: "n",
    header: t("activities.title"),
    align: "end",
    value: ({ n }) => n,
    cell: ({ n }) => number.format(n),
  },
  {
    id: "people",
    header: t("activity.people"),
    align: "end",
    value: ({ people }) => people,
    cell: ({ people }) => number.format(people),
  },
];
