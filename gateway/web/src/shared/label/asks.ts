import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "@/shared/api/client";
import { Problem } from "@/shared/api/problem";
import type { LabelInput, LabelReaders, Suggestion, TypedLabel } from "@/shared/api/types";

const MINUTES = 300_000;

/** What the directory reads in a marking as typed. There is no answer before that to the text itself has come. */
export function useTyped(marking: string | null, policy: string | null | undefined) {
  const [settled] = useDebouncedValue(marking, 250);
  const asked = useQuery({
    queryKey: ["policy", "parse", settled, policy],
    queryFn: () => api.post<TypedLabel>("/labels/parse", { marking: settled, policy }),
    enabled: settled !== null && settled === marking,
    staleTime: MINUTES,
    retry: false,
  });
  const error = asked.fetchStatus === "paused" ? new Problem({ status: 0 }) : asked.error;
  return settled === marking ? { ...asked, error } : { ...asked, data: undefined, error: null };
}

/** How the marking may go on where the caret stands. */
export function useSuggestions(
  marking: string | null,
  at: number,
  policy: string | null | undefined,
  nations: string[],
): Suggestion[] {
  const before = marking === null ? null : marking.slice(0, at);
  const [settled] = useDebouncedValue(before, 120);
  const { data } = useQuery({
    queryKey: ["policy", "suggest", settled, policy, nations],
    queryFn: () =>
      api.post<{ items: Suggestion[] }>("/labels/suggest", { marking: settled, policy, nations }),
    enabled: settled !== null,
    staleTime: MINUTES,
    retry: false,
  });
  return settled === before ? (data?.items ?? []) : [];
}

/** Who reads a label, and why. */
export const useReaders = (label: LabelInput, nations: string[]) =>
  useQuery({
    queryKey: ["policy", "readers", label, nations],
    queryFn: () => api.post<LabelReaders>("/labels/readers", { label, nations }),
    staleTime: MINUTES,
    placeholderData: keepPreviousData,
    retry: false,
  });
