import { MultiSelect, Select, TagsInput, Textarea, TextInput } from "@mantine/core";
import { useMemo } from "react";
import { TagsField } from "@/features/lessons/topic-field";
import type { Lesson } from "@/features/lessons/types";
import type { ImpreciseDate, Precision } from "@/shared/api/types";
import { countryChoices } from "@/shared/countries/iso";
import { DateField } from "@/shared/dates/field";
import { type MessageKey, useCode, useT } from "@/shared/i18n";

/** What a form says of a lesson, by the names of its fields. */
export type Words = Record<string, unknown>;

type Kind = "line" | "text" | "nation" | "nations" | "date" | "action" | "tool" | "names" | "tags";
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
];

/** The parts of the template, each with its fields: what is changed together. */
export const PARTS = {
  about: { title: "line", tags: "tags" },
  observation: { observation: "text" },
  discussion: { discussion: "text" },
  conclusion: { conclusion: "text" },
  recommendation: { recommendation: "text" },
  action: {
    action: "text",
    action_nation: "nation",
    action_office: "line",
    due: "date",
    action_state: "action",
  },
  validation: { validated_by: "line", validated_on: "date", validated_how: "text" },
  source: {
    source_nation: "nation",
    source_exercise: "line",
    source_unit: "line",
    begins: "date",
    ends: "date",
    tool: "tool",
    countries: "nations",
    units: "names",
    capability_areas: "names",
  },
} as const satisfies Record<string, Record<string, Kind>>;
export type PartName = keyof typeof PARTS;

/** The part in which something that a step needs is said. */
export function partOf(need: string): PartName | null {
  const field = need === "action_done" ? "action_state" : need;
  const found = (Object.keys(PARTS) as PartName[]).find((name) => field in PARTS[name]);
  return found ?? null;
}

/** The words of some parts, as a record has them. */
export function wordsOf(record: Lesson, parts: PartName[]): Words {
  const said: Words = { ...record, tags: [...record.topics, ...record.tags] };
  const names = parts.flatMap((part) => Object.keys(PARTS[part]));
  return Object.fromEntries(names.map((name) => [name, said[name]]));
}

/** What is sent: what is chosen from a list and left empty is null. */
export function sent(words: Words): Words {
  const empty = (name: string, value: unknown) =>
    value === "" && ["action_nation", "source_nation", "tool"].includes(name) ? null : value;
  return Object.fromEntries(Object.entries(words).map(([name, value]) => [name, empty(name, value)]));
}

const PRECISION: Record<number, Precision> = { 4: "year", 7: "month", 10: "day" };
/** A date as the API writes it, as a field shows it. */
export const dateOf = (text: unknown): ImpreciseDate | null =>
  typeof text === "string" && text ? { value: text, precision: PRECISION[text.length] ?? "unknown" } : null;

interface Props {
  parts: PartName[];
  value: Words;
  set: (part: Words) => void;
  errors: Record<string, string>;
  /** Whether the first of them is at once typed into. */
  focus?: boolean;
}

/** The fields of some parts of the template. */
export function LessonFields({ parts, value, set, errors, focus = false }: Props) {
  const fields = parts.flatMap((part) => Object.entries(PARTS[part]) as [string, Kind][]);
  return fields.map(([name, kind], place) => (
    <Field
      key={name}
      {...{ name, kind, errors }}
      first={focus && place === 0}
      value={value[name]}
      change={(next) => set({ [name]: next })}
    />
  ));
}

interface FieldProps {
  name: string;
  kind: Kind;
  first: boolean;
  value: unknown;
  errors: Record<string, string>;
  change: (value: unknown) => void;
}

function Field({ name, kind, first, value, errors, change }: FieldProps) {
  const t = useT();
  const code = useCode();
  const countries = useMemo(countryChoices, []);
  const label = t(`lesson.field.${name}` as MessageKey);
  const error = errors[name];
  const text = typeof value === "string" ? value : "";
  const list = Array.isArray(value) ? (value as string[]) : [];
  switch (kind) {
    case "text":
      return (
        <Textarea
          {...{ label, error }}
          autosize
          minRows={3}
          maxRows={16}
          autoFocus={first}
          value={text}
          onChange={(event) => change(event.currentTarget.value)}
        />
      );
    case "date":
      return (
        <DateField
          {...{ label, error }}
          value={dateOf(value)}
          onChange={(date) => change(date?.value ?? null)}
        />
      );
    case "nation":
      return (
        <Select
          {...{ label, error }}
          searchable
          clearable
          limit={60}
          data={countries}
          value={text || null}
          onChange={(next) => change(next ?? "")}
        />
      );
    case "nations":
      return (
        <MultiSelect
          {...{ label, error }}
          searchable
          limit={60}
          data={countries}
          value={list}
          onChange={change}
        />
      );
    case "tool":
    case "action":
      return (
        <Select
          {...{ label, error }}
          clearable={kind === "tool"}
          allowDeselect={kind === "tool"}
          data={(kind === "tool" ? TOOLS : ["open", "underway", "done"]).map((each) => ({
            value: each,
            label: code(kind === "tool" ? "activity.tool" : "lesson.action", each),
          }))}
          value={text || null}
          onChange={(next) => change(next ?? "")}
        />
      );
    case "names":
      return <TagsInput {...{ label, error }} value={list} onChange={change} acceptValueOnBlur />;
    case "tags":
      return <TagsField {...{ label, error }} value={list} onChange={change} />;
    default:
      return (
        <TextInput
          {...{ label, error }}
          autoFocus={first}
          required={name === "title"}
          value={text}
          onChange={(event) => change(event.currentTarget.value)}
        />
      );
  }
}
