import { Button } from "@mantine/core";
import css from "@/features/activities/activities.module.css";
import type { Activity } from "@/shared/activities/types";
import { may } from "@/shared/api/can";
import { api, type Loaded } from "@/shared/api/client";
import { countryName } from "@/shared/countries/iso";
import { useCode, useT } from "@/shared/i18n";
import { useAct } from "@/shared/ui/act";
import { Mark } from "@/shared/ui/marks";
import { useMyNation } from "@/shared/ui/names";
import { Part } from "@/shared/ui/page";
import { ProblemNotice } from "@/shared/ui/problem";

const ANSWERS: Record<string, "good" | "danger"> = { accepted: "good", declined: "danger" };

/** The nations' parts, each with what the nation says of it; one's own is accepted or declined here. */
export function Nations({ loaded: { value, etag } }: { loaded: Loaded<Activity> }) {
  const t = useT();
  const code = useCode();
  const own = useMyNation();
  const act = useAct(
    (answer: "accepted" | "declined") => api.post(`/activities/${value.id}/answer`, { answer }, { etag }),
    ["activity"],
  );
  if (value.participants.length === 0) return null;
  return (
    <Part title={t("activity.who")}>
      {act.error && <ProblemNotice error={act.error} compact />}
      <ul className={css.parts}>
        {value.participants.map(({ nation, role, unit, people, answer }) => (
          <li key={`${nation} ${role} ${unit}`}>
            <span>{countryName(nation)}</span>
            <Mark tone={nation === value.lead ? "accent" : "plain"}>{code("activity.role", role)}</Mark>
            <span className={css.grow}>
              {[unit, people !== null && t("activity.people.count", { count: people })]
                .filter(Boolean)
                .join(" · ")}
            </span>
            <Mark tone={ANSWERS[answer] ?? "plain"}>{code("activity.answer", answer)}</Mark>
            {nation === own &&
              may(value.can, "answer") &&
              (["accepted", "declined"] as const)
                .filter((each) => each !== answer)
                .map((each) => (
                  <Button
                    key={each}
                    variant="default"
                    loading={act.isPending}
                    onClick={() => act.mutate(each)}
                  >
                    {t(`activity.answer.to.${each}`)}
                  </Button>
                ))}
          </li>
        ))}
      </ul>
    </Part>
  );
}
