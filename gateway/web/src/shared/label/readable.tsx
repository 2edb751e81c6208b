import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { api } from "@/shared/api/client";
import type { LabelInput, LabelView } from "@/shared/api/types";
import { useList, useT } from "@/shared/i18n";
import { useNames } from "@/shared/ui/names";

/** What a label means: banner, portion mark and readers, as the directory explains it. */
export function useExplained(label: LabelInput | null, nations: string[]) {
  const [settled] = useDebouncedValue(label, 250);
  return useQuery({
    queryKey: ["policy", "explain", settled, nations],
    queryFn: () => api.post<LabelView>("/labels/explain", { label: settled, nations }),
    enabled: settled !== null,
    staleTime: 300_000,
    placeholderData: (previous) => previous,
    retry: false,
  });
}

/** "Readable by Australia and the United Kingdom; not by Canada." */
export function ReadableWords({ label, nations }: { label: LabelView | undefined; nations: string[] }) {
  const t = useT();
  const list = useList();
  const names = useNames();
  if (!label?.readable_by) return <span>{t("label.checking")}</span>;
  if (label.readable_by.words) return <span>{label.readable_by.words}</span>;
  const readers = label.readable_by.nations;
  const not = nations.filter((code) => !readers.includes(code));
  const who = readers.length > 0 ? list(readers.map(names)) : t("label.nobody");
  const tail = not.length > 0 ? t("label.readable.not", { who: list(not.map(names)) }) : "";
  return <span>{t("label.readable", { who }) + tail}</span>;
}
