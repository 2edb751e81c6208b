import { SegmentedControl } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { StateActs } from "@/features/meetings/state-acts";
import { type Loaded, useRecord } from "@/shared/api/queries";
import type { Agenda, Meeting, MeetingState } from "@/shared/api/types";
import { readerZone, showWindow } from "@/shared/dates/show";
import { useCode, useT } from "@/shared/i18n";
import { Loads } from "@/shared/ui/loads";
import { StateMark } from "@/shared/ui/marks";
import { useForumLabels } from "@/shared/ui/names";
import { Page } from "@/shared/ui/page";

export const FACES = ["before", "room", "after"] as const;
export type Face = (typeof FACES)[number];

/** The face that a meeting shows by itself. */
export function faceOf(state: MeetingState): Face {
  if (state === "held") return "room";
  return state === "minutes_provisional" || state === "minutes_agreed" ? "after" : "before";
}

interface Props {
  id: string;
  face?: Face;
  as?: string;
  choose: (face: Face) => void;
  children: (meeting: Loaded<Meeting>, agenda: Loaded<Agenda>) => ReactNode;
}

/** What all three faces share: title, facts, the acts that change the meeting's state. */
export function MeetingShell({ id, face, as, choose, children }: Props) {
  const t = useT();
  const meeting = useRecord<Meeting>("meeting", `/meetings/${id}`);
  const agenda = useRecord<Agenda>("meeting", `/meetings/${id}/agenda`, { as_nation: as });
  const value = meeting.data?.value;
  const banner = agenda.data?.value.banner ?? value?.label;
  const entries = agenda.data?.value.sections.flatMap((section) => section.entries) ?? [];
  const forums = useForumLabels([value?.forum?.id, ...entries.map(({ origin }) => origin?.forum?.id)]);
  const shown = face ?? (value ? faceOf(value.state) : "before");
  return (
    <Page
      wide
      title={value?.title ?? t("nav.meetings")}
      labels={[banner, ...forums]}
      above={
        value && (
          <>
            {value.forum && (
              <Link to="/forums/$id" params={{ id: value.forum.id }}>
                {value.forum.name}
              </Link>
            )}
            <span className="ref">{value.ref}</span>
          </>
        )
      }
      marks={value && <StateMark state={value.state} of="meeting" />}
      below={value && <MeetingFacts meeting={value} />}
      actions={
        value && (
          <>
            <SegmentedControl
              size="xs"
              aria-label={t("meeting.faces")}
              value={shown}
              onChange={(next) => choose(next as Face)}
              data={FACES.map((each) => ({
                value: each,
                label: t(`meeting.face.${each}`),
              }))}
            />
            {meeting.data && agenda.data && <StateActs loaded={meeting.data} />}
          </>
        )
      }
    >
      <Loads query={meeting}>
        {(loaded) => <Loads query={agenda}>{(entries) => children(loaded, entries)}</Loads>}
      </Loads>
    </Page>
  );
}

function MeetingFacts({ meeting }: { meeting: Meeting }) {
  const t = useT();
  const code = useCode();
  const yours = readerZone();
  return (
    <>
      <strong className="number">{showWindow(meeting.window, meeting.days) ?? t("date.unknown")}</strong>
      <span>{code("mode", meeting.mode)}</span>
      {meeting.place && <span>{meeting.place}</span>}
      {meeting.time_zone !== yours ? (
        <span>{t("meeting.zone", { zone: meeting.time_zone, yours })}</span>
      ) : (
        <span>{meeting.time_zone}</span>
      )}
      {meeting.state === "held" && <span>{t("meeting.sits")}</span>}
      {meeting.reason && <span>{t("meeting.reason", { reason: meeting.reason })}</span>}
      {meeting.moved_to && (
        <Link to="/meetings/$id" params={{ id: meeting.moved_to.id }} className="link">
          {t("meeting.moved", { ref: meeting.moved_to.ref })}
        </Link>
      )}
    </>
  );
}
