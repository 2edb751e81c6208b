import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { api } from "@/shared/api/client";
import type { PlanAnswer, PlanIn } from "@/shared/caveats/types";
import { usePageLabels } from "@/shared/label/banner";

/** What a plan meets of the caveats that the reader reads; asked again as it changes. Nothing is asked of null. */
export function useCaveatCheck(plan: PlanIn | null, wait = 400) {
  const [asked] = useDebouncedValue(plan, wait);
  const query = useQuery({
    queryKey: ["caveat", "check", asked],
    queryFn: () => api.post<PlanAnswer>("/caveats/check", asked),
    enabled: asked !== null,
    retry: false,
    placeholderData: (before) => before,
  });
  usePageLabels(asked ? [query.data?.label] : []);
  return query;
}
