import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import css from "@/features/activities/activities.module.css";
import { checkOf, type Words } from "@/features/activities/draft";
import { NamedActivity } from "@/shared/activities/overlap";
import type { Checked } from "@/shared/activities/types";
import { api } from "@/shared/api/client";
import { countryName } from "@/shared/countries/iso";
import { showDate } from "@/shared/dates/show";
import { useCode, useT } from "@/shared/i18n";
import { usePageLabels } from "@/shared/label/banner";
import { Mark } from "@/shared/ui/marks";

const SHOWN = 6;

/** Before it is saved: with what it will overlap, as far as the reader may know, and where the host is full. */
export function WillOverlap({ words, id }: { words: Words; id?: string }) {
  const t = useT();
  const code = useCode();
  const [asked] = useDebouncedValue(checkOf(words, id), 500);
  const { data } = useQuery({
    queryKey: ["overlap", "check", asked],
    queryFn: () => api.post<Checked>("/overlaps/check", asked),
    enabled: asked !== null,
    retry: false,
    placeholderData: (before) => before,
  });
  usePageLabels(asked ? data?.items.map(({ activity }) => activity.label) : []);
  if (!asked || !data) return null;
  const loads = data.load.filter(({ state }) => state === "over" || state === "full");
  if (data.items.length === 0 && loads.length === 0)
    return (
      <p className="muted small" role="status">
        {t("activity.overlap.none")}
      </p>
    );
  return (
    <section className={css.warn} aria-label={t("activity.overlap.title")}>
      {data.items.length > 0 && (
        <strong role="status">
          {t("activity.overlap.will", { definite: data.definite, possible: data.possible })}
        </strong>
      )}
      <ul>
        {data.items.slice(0, SHOWN).map(({ activity, kind, why }) => (
          <li key={activity.id}>
            <Mark tone={kind === "definite" ? "danger" : "warn"}>{code("overlap.kind", kind)}</Mark>{" "}
            <NamedActivity activity={activity} hosts /> {why[0]}
          </li>
        ))}
        {loads.map(({ country, month, state, activities, capacity }) => (
          <li key={country + month}>
            {t("activity.overlap.load", {
              country: countryName(country),
              month: showDate(month) ?? month,
              state: code("load.state", state).toLowerCase(),
              activities,
              capacity: capacity ?? 0,
            })}
          </li>
        ))}
      </ul>
    </section>
  );
}
