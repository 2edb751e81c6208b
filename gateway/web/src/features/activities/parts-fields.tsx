import { Button, CloseButton, NumberInput, Select, TextInput } from "@mantine/core";
import { type ReactNode, useMemo } from "react";
import css from "@/features/activities/activities.module.css";
import type { Part } from "@/features/activities/draft";
import { ROLES } from "@/shared/activities/selection";
import type { Place } from "@/shared/activities/types";
import { countryChoices, countryName } from "@/shared/countries/iso";
import { useCode, useT } from "@/shared/i18n";
import { NameField } from "@/shared/ui/found-field";

interface RowsProps<T> {
  legend: string;
  add: string;
  value: T[];
  change: (value: T[]) => void;
  empty: T;
  removes: (item: T, at: number) => string;
  children: (item: T, set: (part: Partial<T>) => void, at: number) => ReactNode;
}

/** Several of one kind, each in a line of its own, to be added and removed. */
function Rows<T extends object>({ legend, add, value, change, empty, removes, children }: RowsProps<T>) {
  return (
    <fieldset className={css.group}>
      <legend>{legend}</legend>
      {value.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no identity before it is saved
        <div key={at} className={css.line}>
          {children(
            item,
            (part) => change(value.map((each, place) => (place === at ? { ...each, ...part } : each))),
            at,
          )}
          <CloseButton
            aria-label={removes(item, at)}
            onClick={() => change(value.filter((_, place) => place !== at))}
          />
        </div>
      ))}
      <Button variant="default" onClick={() => change([...value, empty])}>
        {add}
      </Button>
    </fieldset>
  );
}

interface Props<T> {
  value: T[];
  change: (value: T[]) => void;
  errors: Record<string, string>;
}

/** Where it is: host countries, and places in them. */
export function Places({ value, change, errors }: Props<Place>) {
  const t = useT();
  const countries = useMemo(countryChoices, []);
  return (
    <Rows
      legend={t("activity.where")}
      add={t("activity.place.add")}
      value={value}
      change={change}
      empty={{ country: "", name: "" }}
      removes={({ country }, at) =>
        t("activity.remove", { name: country ? countryName(country) : String(at + 1) })
      }
    >
      {(place, set, at) => (
        <>
          <Select
            aria-label={t("activity.place.country")}
            placeholder={t("activity.place.country")}
            searchable
            limit={60}
            data={countries}
            value={place.country || null}
            error={errors[`places/${at}/country`]}
            onChange={(country) => set({ country: country ?? "" })}
          />
          <TextInput
            aria-label={t("activity.place.name")}
            placeholder={t("activity.place.name")}
            value={place.name}
            error={errors[`places/${at}/name`]}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
        </>
      )}
    </Rows>
  );
}

/** Who takes part, in which role. */
export function Parts({ value, change, errors }: Props<Part>) {
  const t = useT();
  const code = useCode();
  const countries = useMemo(countryChoices, []);
  return (
    <Rows
      legend={t("activity.who")}
      add={t("activity.part.add")}
      value={value}
      change={change}
      empty={{ nation: "", role: "contributor", unit: "", people: null }}
      removes={({ nation }, at) =>
        t("activity.remove", { name: nation ? countryName(nation) : String(at + 1) })
      }
    >
      {(part, set, at) => (
        <>
          <Select
            aria-label={t("activity.part.nation")}
            placeholder={t("activity.part.nation")}
            searchable
            limit={60}
            data={countries}
            value={part.nation || null}
            error={errors[`participants/${at}/nation`]}
            onChange={(nation) => set({ nation: nation ?? "" })}
          />
          <Select
            aria-label={t("activity.part.role")}
            allowDeselect={false}
            data={ROLES.map((each) => ({ value: each, label: code("activity.role", each) }))}
            value={part.role}
            onChange={(role) => role && set({ role })}
          />
          <NameField
            label={t("activity.part.unit")}
            path="/units"
            query={part.nation ? { nation: part.nation } : {}}
            value={part.unit}
            error={errors[`participants/${at}/unit`] ?? errors[`participants/${at}/unit_id`]}
            change={(unit, unit_id) => set({ unit, unit_id })}
          />
          <NumberInput
            aria-label={t("activity.part.people")}
            placeholder={t("activity.part.people")}
            min={0}
            allowDecimal={false}
            value={part.people ?? ""}
            onChange={(people) => set({ people: typeof people === "number" ? people : null })}
          />
        </>
      )}
    </Rows>
  );
}
