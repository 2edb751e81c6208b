import { Button, Select, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import css from "@/shared/activities/activities.module.css";
import { CELLS, PURPOSES, type Selection, STATUSES, TOOLS } from "@/shared/activities/selection";
import { nationsOptions } from "@/shared/api/queries";
import { countryChoices } from "@/shared/countries/iso";
import { showDate, today } from "@/shared/dates/show";
import { readDate } from "@/shared/dates/typed";
import { useCode, useT } from "@/shared/i18n";

interface Props {
  selection: Selection;
  change: (selection: Selection) => void;
}
type Word = Exclude<keyof Selection, "import">;
const FURTHER: Word[] = ["cell", "nation", "purpose", "capability", "fiscal_year", "from", "to"];

/** What is chosen: in the address, and so the same on every page of the activities. */
export function FilterBar({ selection, change }: Props) {
  const t = useT();
  const code = useCode();
  const nations = useQuery(nationsOptions).data ?? [];
  const countries = useMemo(countryChoices, []);
  const chosen = FURTHER.filter((word) => selection[word]).length;
  const [open, setOpen] = useState(chosen > 0);
  const set = (word: Word) => (value: string | null) => change({ ...selection, [word]: value || undefined });
  const select = (word: Word, data: { value: string; label: string }[]) => (
    <Select
      key={word}
      size="xs"
      aria-label={t(`activities.filter.${word}`)}
      placeholder={t(`activities.filter.${word}`)}
      clearable
      searchable={data.length > 10}
      limit={60}
      data={data}
      value={selection[word] ?? null}
      onChange={set(word)}
    />
  );
  const typed = (word: Word) => (
    <Typed
      key={word}
      name={t(`activities.filter.${word}`)}
      value={selection[word] ?? ""}
      change={set(word)}
      date={word === "from" || word === "to"}
    />
  );
  const named = nations.map(({ code: value, name }) => ({ value, label: name }));
  const coded = (prefix: string, values: readonly string[]) =>
    values.map((value) => ({ value, label: code(prefix, value) }));
  return (
    <search className={`${css.filters} screen-only`} aria-label={t("activities.selection")}>
      {typed("q")}
      {select("host", countries)}
      {select("lead", named)}
      {select("tool", coded("activity.tool", TOOLS))}
      {select("status", coded("activity.status", STATUSES))}
      <Button variant="subtle" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? t("activities.filter.fewer") : t("activities.filter.more", { count: chosen })}
      </Button>
      {Object.values(selection).some(Boolean) && (
        <Button variant="subtle" onClick={() => change({})}>
          {t("filter.clear")}
        </Button>
      )}
      {open && (
        <div className={css.further}>
          {select("cell", coded("activity.cell", CELLS))}
          {select("nation", named)}
          {select("purpose", coded("purpose", PURPOSES))}
          {(["capability", "fiscal_year", "from", "to"] as const).map(typed)}
        </div>
      )}
    </search>
  );
}

interface TypedProps {
  name: string;
  value: string;
  change: (value: string) => void;
  /** Whether it is a date: only one that is understood is asked for. */
  date?: boolean;
}

/** A filter that is typed; it is asked for once the person pauses. */
function Typed({ name, value, change, date = false }: TypedProps) {
  const t = useT();
  const [words, setWords] = useState(value);
  useEffect(() => setWords(value), [value]);
  const ask = useDebouncedCallback((next: string) => {
    if (!date || !next.trim() || readDate(next, today())) change(next.trim());
  }, 350);
  const understood = date && words.trim() ? readDate(words, today()) : null;
  return (
    <TextInput
      size="xs"
      type={date ? "text" : "search"}
      aria-label={name}
      placeholder={name}
      value={words}
      error={date && words.trim() !== "" && !understood ? t("date.notUnderstood") : undefined}
      title={understood ? t("date.understood", { date: showDate(understood, true) ?? "" }) : undefined}
      onChange={(event) => {
        setWords(event.currentTarget.value);
        ask(event.currentTarget.value);
      }}
    />
  );
}
