import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { forumsOptions } from "@/shared/api/queries";
import type { Meeting } from "@/shared/api/types";
import { showWindow } from "@/shared/dates/show";
import { useCode, useT } from "@/shared/i18n";
import { Portion } from "@/shared/label/portion";
import { StateMark } from "@/shared/ui/marks";
import type { More } from "@/shared/ui/more";
import { DataTable } from "@/shared/ui/table";

interface Props {
  meetings: Meeting[];
  forum?: boolean;
  more?: More<Meeting>;
  /** Tells it from another table of the page. */
  name?: string;
}

/** Meetings as a list: when, what, where and how far they are. */
export function MeetingRows({ meetings, forum = true, more, name }: Props) {
  const t = useT();
  const code = useCode();
  const navigate = useNavigate();
  const known = useQuery(forumsOptions).data ?? [];
  const when = (meeting: Meeting) => showWindow(meeting.window, meeting.days) ?? t("date.unknown");
  return (
    <DataTable
      rows={meetings}
      name={name}
      more={more}
      caption={t("nav.meetings")}
      exportAs={forum ? "meetings" : undefined}
      labelsOf={({ label, forum: of }) => [
        label,
        ...known.filter(({ id }) => id === of?.id).map((each) => each.label),
      ]}
      rowId={({ id }) => id}
      rowName={({ title }) => title}
      open={({ id }) => void navigate({ to: "/meetings/$id", params: { id } })}
      columns={[
        {
          id: "when",
          header: t("meeting.when"),
          value: ({ window, days }) => days[0] ?? window.start ?? "9999",
          cell: (meeting) => <span className="number nowrap">{when(meeting)}</span>,
        },
        {
          id: "title",
          header: t("meeting.title"),
          grow: true,
          value: ({ title }) => title,
          exports: [
            { header: t("item.csv.portion"), value: ({ label }) => label.portion },
            { header: t("meeting.title"), value: ({ title }) => title },
          ],
          cell: (meeting) => (
            <>
              <Portion label={meeting.label} />{" "}
              <Link to="/meetings/$id" params={{ id: meeting.id }}>
                {meeting.title}
              </Link>
            </>
          ),
        },
        ...(forum
          ? [
              {
                id: "forum",
                header: t("meeting.forum"),
                minor: true,
                value: (meeting: Meeting) => meeting.forum?.name ?? "",
                cell: (meeting: Meeting) => meeting.forum?.name,
              },
            ]
          : []),
        {
          id: "place",
          header: t("meeting.place"),
          minor: true,
          value: ({ place }) => place,
          cell: ({ place, mode }) => place || code("mode", mode),
        },
        {
          id: "state",
          header: t("meeting.state"),
          value: ({ state }) => code("meeting.state", state),
          cell: ({ state }) => <StateMark state={state} of="meeting" />,
        },
      ]}
    />
  );
}
