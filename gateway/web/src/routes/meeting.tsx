import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { BeforeFace } from "@/features/meetings/before";
import { FACES, faceOf, MeetingShell } from "@/features/meetings/shell";
import { MoreMessages } from "@/shared/i18n";
import { room } from "@/shared/i18n/en/room";
import { Bones } from "@/shared/ui/loads";

const RoomFace = lazy(() => import("@/features/room/room").then(({ RoomFace: face }) => ({ default: face })));
const AfterFace = lazy(() =>
  import("@/features/minutes/after").then(({ AfterFace: face }) => ({ default: face })),
);

/** `/meetings/$id`: before, in the room, after. */
export function MeetingPage() {
  const { id } = useParams({ from: "/frame/meetings/$id" });
  const search = useSearch({ from: "/frame/meetings/$id" });
  const navigate = useNavigate();
  const asked = FACES.find((face) => face === search.face);
  const change = (part: Record<string, string | undefined>) =>
    void navigate({
      to: "/meetings/$id",
      params: { id },
      search: { ...search, ...part },
      replace: "item" in part,
    });
  return (
    <MoreMessages words={room}>
      <MeetingShell key={id} id={id} face={asked} as={search.as} choose={(face) => change({ face })}>
        {(meeting, agenda) => {
          const face = asked ?? faceOf(meeting.value.state);
          return (
            <Suspense fallback={<Bones />}>
              {face === "room" ? (
                <RoomFace
                  meeting={meeting}
                  agenda={agenda}
                  at={search.item}
                  go={(item) => change({ item })}
                />
              ) : face === "after" ? (
                <AfterFace meeting={meeting.value} />
              ) : (
                <BeforeFace meeting={meeting} agenda={agenda} as={search.as} seeAs={(as) => change({ as })} />
              )}
            </Suspense>
          );
        }}
      </MeetingShell>
    </MoreMessages>
  );
}
