import { Autocomplete, TagsInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { LessonTopic } from "@/features/lessons/types";
import { api } from "@/shared/api/client";
import type { Page } from "@/shared/api/types";
import { useT } from "@/shared/i18n";

/** Topics of the managed list for what is typed, by any of their names. */
function useTopics(typed: string): string[] {
  const [q] = useDebouncedValue(typed.trim(), 150);
  const found = useQuery({
    queryKey: ["lesson", "topics", q],
    queryFn: ({ signal }) => api.get<Page<LessonTopic>>("/lesson-topics", { q }, signal),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  return found.data?.items.map(({ name }) => name) ?? [];
}

/** The list itself scrolls, as the keys that choose in it move it: no region beside it waits for a focus. */
const SCROLLS = {
  withScrollArea: false,
  styles: { options: { maxHeight: "14rem", overflowY: "auto" } },
} as const;

interface TagsProps {
  label: string;
  value: string[];
  error?: string;
  onChange: (tags: string[]) => void;
}

/** Topics and words of one's own; what is typed in other words is offered as the topic that it means. */
export function TagsField({ label, value, error, onChange }: TagsProps) {
  const t = useT();
  const [typed, setTyped] = useState("");
  const topics = useTopics(typed);
  return (
    <TagsInput
      label={label}
      description={t("lesson.tags.hint")}
      inputWrapperOrder={["label", "input", "description", "error"]}
      data={topics}
      filter={({ options }) => options}
      value={value}
      error={error}
      maxTags={30}
      searchValue={typed}
      onSearchChange={setTyped}
      onChange={onChange}
      acceptValueOnBlur
      comboboxProps={{ withinPortal: false }}
      {...SCROLLS}
    />
  );
}

/** One topic to find lessons by, in whatever words. */
export function TopicFilter({
  value,
  onChange,
}: {
  value: string;
  onChange: (topic: string | undefined) => void;
}) {
  const t = useT();
  const [typed, setTyped] = useState(value);
  const topics = useTopics(typed);
  return (
    <Autocomplete
      size="xs"
      aria-label={t("lesson.topic")}
      placeholder={t("lesson.topic")}
      clearable
      {...SCROLLS}
      data={topics}
      filter={({ options }) => options}
      value={typed}
      onChange={(next) => {
        setTyped(next);
        if (next === "" || topics.includes(next)) onChange(next || undefined);
      }}
      onBlur={() => onChange(typed.trim() || undefined)}
      onKeyDown={(event) => event.key === "Enter" && onChange(typed.trim() || undefined)}
    />
  );
}
