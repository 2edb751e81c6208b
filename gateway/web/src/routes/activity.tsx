import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { ActivityView } from "@/features/activities/activity";

/** `/activities/$id` */
export function ActivityRoute() {
  const { id } = useParams({ strict: false });
  const { act } = useSearch({ strict: false }) as { act?: string };
  const navigate = useNavigate();
  const choose = (next: string | null) =>
    void navigate({
      to: ".",
      search: ((before: object) => ({ ...before, act: next ?? undefined })) as never,
      replace: true,
      resetScroll: false,
    });
  return <ActivityView key={id} id={id ?? ""} act={act} choose={choose} />;
}
