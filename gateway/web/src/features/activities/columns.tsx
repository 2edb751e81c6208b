import { Link } from "@tanstack/react-router";
import css from "@/features/activities/activities.module.css";
import { Hosts, NationCodes, periodWords, StatusMark } from "@/shared/activities/marks";
import type { ActivityLine } from "@/shared/activities/types";
import type { Translate, TranslateCode } from "@/shared/i18n";
import { Portion } from "@/shared/label/portion";
import { Mark } from "@/shared/ui/marks";
import type { Column } from "@/shared/ui/table";

/** What the API sorts by, for each column with a value. */
export const ORDERS: Record<string, string> = {
  title: "title",
  starts: "start",
  people: "people",
  cost: "cost",
};

/** The columns of a list of activities. */
export function activityColumns(t: Translate, code: TranslateCode): Column<ActivityLine>[] {
  const number = new Intl.NumberFormat();
  return [
    {
      id: "title",
      header: t("activity.name"),
      grow: true,
      value: ({ title }) => title,
      cell: (activity) => <Title activity={activity} t={t} />,
    },
    {
      id: "host",
      header: t("activity.hosts"),
      cell: ({ hosts }) => <Hosts codes={hosts} />,
    },
    {
      id: "tool",
      header: t("activity.tool"),
      minor: true,
      cell: ({ tool }) => tool && code("activity.tool", tool),
    },
    {
      id: "nations",
      header: t("activity.nations"),
      minor: true,
      cell: ({ nations, lead }) => <NationCodes codes={nations} lead={lead} />,
    },
    {
      id: "starts",
      header: t("activity.when"),
      value: ({ start }) => start.value ?? "",
      cell: (activity) => <span className={css.when}>{periodWords(t, activity)}</span>,
    },
    {
      id: "status",
      header: t("activity.status"),
      cell: ({ status }) => <StatusMark status={status} />,
    },
    {
      id: "people",
      header: t("activity.people"),
      align: "end",
      minor: true,
      value: ({ people }) => people ?? -1,
      cell: ({ people }) => (people === null ? "" : number.format(people)),
    },
    {
      id: "cost",
      extra: true,
      header: t("activity.cost"),
      align: "end",
      minor: true,
      value: ({ cost }) => Number(cost?.amount ?? -1),
      cell: ({ cost }) => cost && `${number.format(Number(cost.amount))} ${cost.currency}`,
    },
    {
      id: "ref",
      extra: true,
      header: t("activity.ref"),
      minor: true,
      cell: ({ ref }) => <span className="ref">{ref}</span>,
    },
  ];
}

function Title({ activity, t }: { activity: ActivityLine; t: Translate }) {
  const { id, title, label, alike } = activity;
  return (
    <>
      <Portion label={label} />{" "}
      <Link to="/activities/$id" params={{ id }}>
        {title}
      </Link>{" "}
      {alike > 1 && (
        <Mark title={t("activities.repeats.title", { count: alike })}>
          {t("activities.repeats", { count: alike })}
        </Mark>
      )}
    </>
  );
}
