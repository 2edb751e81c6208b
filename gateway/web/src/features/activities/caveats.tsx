import type { Activity } from "@/shared/activities/types";
import { NationAnswers } from "@/shared/caveats/answer";
import type { PlanIn } from "@/shared/caveats/types";
import { useCaveatCheck } from "@/shared/caveats/use-check";
import { useT } from "@/shared/i18n";
import { Part } from "@/shared/ui/page";
import { ProblemNotice } from "@/shared/ui/problem";

/** What of the caveats that the reader reads this activity meets, by nation. */
export function Caveats({ record }: { record: Activity }) {
  const t = useT();
  const { data, error, refetch } = useCaveatCheck(planOf(record), 0);
  if (error)
    return (
      <Part title={t("caveat.title")}>
        <ProblemNotice error={error} compact retry={() => void refetch()} />
      </Part>
    );
  const said = data?.nations.filter(
    ({ answer, permitted }) => answer !== "none_read" || permitted.length > 0,
  );
  if (!data || !said?.length) return null;
  return (
    <Part title={t("caveat.title")}>
      <NationAnswers nations={said} brief />
    </Part>
  );
}

/** The activity, as the check asks for it. */
function planOf(record: Activity): PlanIn {
  const { title, description, tool, cell, operation, participants, places, hosts, people, lead } = record;
  const [partnering] = (cell ?? "").split("/");
  const named = participants.map(({ nation, role, people: number }) => ({ nation, role, people: number }));
  const leads = lead && !named.some(({ nation }) => nation === lead) ? [{ nation: lead }] : [];
  return {
    words: [title, description, record.capability_areas.join(", ")].filter(Boolean).join("\n"),
    tool: (tool || null) as PlanIn["tool"],
    partnering: (partnering || null) as PlanIn["partnering"],
    operation: operation ?? "",
    nations: [...leads, ...named],
    hosts,
    countries: [...new Set(places.map(({ country }) => country).filter(Boolean))],
    places: [...new Set(places.map(({ name }) => name ?? "").filter(Boolean))],
    people,
    start: record.start.value,
    end: record.end.value,
  };
}
