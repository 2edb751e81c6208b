import { Autocomplete, Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { api } from "@/shared/api/client";
import { recordOptions } from "@/shared/api/queries";
import type { LabelView, Page } from "@/shared/api/types";
import { useT } from "@/shared/i18n";
import { usePageLabels } from "@/shared/label/banner";

interface Named {
  id: string;
  name: string;
  label: LabelView;
}
/** So many are offered: who wants another types more of its name. */
const OFFERED = 20;
const ADD = "+";

/** What the server finds for the words that are typed, of a kind that is found by the words of its names. */
function useFound<T extends Named>(
  path: string,
  typed: string,
  query: Record<string, string>,
  asks: boolean,
) {
  const [q] = useDebouncedValue(typed.trim(), 200);
  const found = useQuery({
    queryKey: ["activity", "found", path, q, query],
    queryFn: ({ signal }) => api.get<Page<T>>(path, { ...query, q: q || undefined, limit: OFFERED }, signal),
    placeholderData: keepPreviousData,
    enabled: asks,
  });
  const items = found.data?.items ?? [];
  usePageLabels(items.map(({ label }) => label));
  return { items, settled: !found.isFetching && q === typed.trim() };
}

interface ChooseProps<T> {
  label: string;
  description?: ReactNode;
  error?: ReactNode;
  path: string;
  query?: Record<string, string>;
  value: string | null;
  choose: (id: string | null) => void;
  words?: (item: T) => string;
  /** Where nothing is called so, this is offered. */
  add: (typed: string) => void;
}
const nameOf = ({ name }: Named) => name;

/** One of a kind that is too many to offer whole: found as it is typed, by its name and its other names. */
export function FoundField<T extends Named>({
  path,
  query = {},
  value,
  choose,
  words = nameOf,
  add,
  ...field
}: ChooseProps<T>) {
  const t = useT();
  const [typed, setTyped] = useState("");
  const chosen = useQuery({ ...recordOptions<T>("activity", `${path}/${value}`), enabled: value !== null });
  const one = value === null ? undefined : chosen.data?.value;
  const sought = one && words(one) === typed ? "" : typed;
  const { items, settled } = useFound<T>(path, sought, query, true);
  const offered = one && !items.some(({ id }) => id === one.id) ? [one, ...items] : items;
  const known = offered.some(({ name }) => name.toLowerCase() === sought.trim().toLowerCase());
  const adds =
    settled && sought.trim() && !known
      ? [{ value: ADD, label: t("found.add", { name: sought.trim() }) }]
      : [];
  return (
    <Select
      {...field}
      inputWrapperOrder={["label", "input", "description", "error"]}
      clearable
      searchable
      filter={({ options }) => options}
      data={[...offered.map((item) => ({ value: item.id, label: words(item) })), ...adds]}
      value={value}
      onChange={(next) => (next === ADD ? add(sought.trim()) : choose(next))}
      comboboxProps={{ withinPortal: false }}
      searchValue={typed}
      onSearchChange={setTyped}
      nothingFoundMessage={settled ? t("found.nothing") : t("found.seeks")}
    />
  );
}

interface NameProps {
  label: string;
  error?: ReactNode;
  path: string;
  query: Record<string, string>;
  value: string;
  change: (name: string, id: string | null) => void;
}

/** A name that is typed freely, with those offered that are known: what is none of them is made with the record. */
export function NameField({ label, error, path, query, value, change }: NameProps) {
  const [asks, setAsks] = useState(false);
  const { items } = useFound<Named>(path, value, query, asks);
  const names = [...new Set(items.map(({ name }) => name))];
  return (
    <Autocomplete
      aria-label={label}
      placeholder={label}
      error={error}
      comboboxProps={{ withinPortal: false }}
      data={names}
      filter={({ options }) => options}
      value={value}
      onFocus={() => setAsks(true)}
      onChange={(name) => change(name, items.find((item) => item.name === name)?.id ?? null)}
    />
  );
}
