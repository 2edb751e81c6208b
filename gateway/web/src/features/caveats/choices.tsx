import { Autocomplete, MultiSelect, Select } from "@mantine/core";
import { useMemo } from "react";
import { useRecord } from "@/shared/api/queries";
import { type CaveatWords, DIMENSIONS } from "@/shared/caveats/types";
import { countryChoices } from "@/shared/countries/iso";
import { type MessageKey, useCode, useT } from "@/shared/i18n";

const TOOLS = [
  "contact",
  "exercise",
  "education",
  "training",
  "advising",
  "counternarcotics",
  "humanitarian",
  "information_sharing",
  "operation",
  "programme",
] as const;

/** What people choose from: the managed words, found by their synonyms too. */
export function useChoices() {
  const t = useT();
  const code = useCode();
  const countries = useMemo(countryChoices, []);
  const words = useRecord<CaveatWords>("caveat", "/caveats/words").data?.value;
  const said = (kind: keyof CaveatWords) =>
    (words?.[kind] ?? []).map(({ code: value, name }) => ({ value, label: name }));
  const written = (kind: keyof CaveatWords) =>
    new Map(
      (words?.[kind] ?? []).map(({ code: each, name, synonyms }) => [
        each,
        [name, ...synonyms].join(" ").toLowerCase(),
      ]),
    );
  return {
    countries,
    operations: (words?.operations ?? []).map(({ name }) => name),
    tools: TOOLS.map((value) => ({ value, label: code("activity.tool", value) })),
    dimensions: DIMENSIONS.map((value) => ({ value, label: t(`caveat.dimension.${value}` as MessageKey) })),
    said,
    written,
    nameOf: (kind: keyof CaveatWords, each: string) =>
      words?.[kind].find((word) => word.code === each)?.name ?? each,
  };
}
type Choices = ReturnType<typeof useChoices>;

interface Props {
  label: string;
  kind: "tasks" | "forces" | "weapons";
  choices: Choices;
  value: string[];
  error?: string;
  onChange: (value: string[]) => void;
}

/** Managed words, chosen by any of their names. */
export function WordsField({ label, kind, choices, value, error, onChange }: Props) {
  const written = choices.written(kind);
  return (
    <MultiSelect
      label={label}
      searchable
      clearable
      hidePickedOptions
      data={choices.said(kind)}
      filter={({ options, search }) =>
        options.filter(
          (option) => "value" in option && written.get(option.value)?.includes(search.trim().toLowerCase()),
        )
      }
      value={value}
      error={error}
      onChange={onChange}
    />
  );
}

interface CountriesProps {
  label: string;
  choices: Choices;
  value: string[];
  error?: string;
  onChange: (value: string[]) => void;
}

export function CountriesField({ label, choices, value, error, onChange }: CountriesProps) {
  return (
    <MultiSelect
      label={label}
      searchable
      clearable
      hidePickedOptions
      limit={60}
      data={choices.countries}
      value={value}
      error={error}
      onChange={onChange}
    />
  );
}

interface OperationProps {
  label: string;
  choices: Choices;
  value: string;
  onChange: (value: string) => void;
}

export function OperationField({ label, choices, value, onChange }: OperationProps) {
  return <Autocomplete label={label} data={choices.operations} value={value} onChange={onChange} />;
}

interface CodedProps {
  label: string;
  prefix: "caveat.partnering" | "caveat.light";
  value: string | null;
  onChange: (value: string | null) => void;
}
const CODES = {
  "caveat.partnering": ["operational", "engagement"],
  "caveat.light": ["daylight", "dark"],
} as const;

export function CodedField({ label, prefix, value, onChange }: CodedProps) {
  const code = useCode();
  return (
    <Select
      label={label}
      clearable
      data={CODES[prefix].map((each) => ({ value: each, label: code(prefix, each) }))}
      value={value}
      onChange={onChange}
    />
  );
}
