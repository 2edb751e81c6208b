import { NumberInput, TextInput } from "@mantine/core";
import { HostLines } from "@/features/countries/lines";
import type { Capacity, UnitName } from "@/shared/activities/types";
import { api, type Loaded } from "@/shared/api/client";
import type { ImpreciseDate } from "@/shared/api/types";
import { DateField } from "@/shared/dates/field";
import { showDate } from "@/shared/dates/show";
import { firstDay, lastDayOf } from "@/shared/dates/span";
import { type Translate, useT } from "@/shared/i18n";
import { LabelField } from "@/shared/label/field";
import { Portion } from "@/shared/label/portion";
import { useAct } from "@/shared/ui/act";
import { useCreation } from "@/shared/ui/creation";
import { useFieldErrors } from "@/shared/ui/field-errors";
import { Form, VersionedForm } from "@/shared/ui/form";
import css from "@/shared/ui/form.module.css";
import { FoundField } from "@/shared/ui/found-field";
import { ProblemNotice } from "@/shared/ui/problem";
import { changed, useVersioned } from "@/shared/ui/versioned";

/** What the host, or a unit of it, can take at once, as nations say it. */
export function Capacities({ host, capacities }: { host: string; capacities: Capacity[] }) {
  const t = useT();
  return (
    <HostLines
      title={t("capacity.title")}
      empty={t("capacity.none")}
      add={t("capacity.new")}
      items={capacities}
      nameOf={(capacity) => capacityWords(t, capacity)}
      pathOf={({ id }) => `/hosts/${host}/capacities/${id}`}
      line={(capacity) => (
        <>
          <div>
            <Portion label={capacity.label} /> {capacityWords(t, capacity)}
          </div>
          {capacity.note && <div className="muted small">{capacity.note}</div>}
        </>
      )}
      create={(close) => <NewCapacity host={host} close={close} />}
      change={(loaded, close) => <EditCapacity host={host} loaded={loaded} close={close} />}
    />
  );
}

/** "Infantry Corps Centre: 2 activities, 60 people at once, from March 2027". */
function capacityWords(t: Translate, { unit_id: id, unit, from, to, ...most }: Capacity): string {
  const numbers = [
    most.activities !== null && t("capacity.says.activities", { count: most.activities }),
    most.people !== null && t("capacity.says.people", { count: most.people }),
  ].filter(Boolean);
  const months = [
    from && t("capacity.says.from", { month: showDate(from) ?? from }),
    to && t("capacity.says.to", { month: showDate(to) ?? to }),
  ].filter(Boolean);
  const whose = id ? (unit ?? t("capacity.someUnit")) : t("capacity.whole");
  return `${whose}: ${[t("capacity.says", { numbers: numbers.join(", ") }), ...months].join(", ")}`;
}

interface Words {
  unit_id: string | null;
  activities: number | null;
  people: number | null;
  from: ImpreciseDate | null;
  to: ImpreciseDate | null;
  note: string;
}
const EMPTY: Words = { unit_id: null, activities: null, people: null, from: null, to: null, note: "" };

/** Months are sent as such: a year begins with its first and ends with its last. */
function bodyOf({ from, to, ...words }: Partial<Words>): Record<string, unknown> {
  const month = (date: ImpreciseDate | null, of: typeof firstDay) =>
    date?.value ? of(date.value).slice(0, 7) : null;
  return {
    ...words,
    ...(from === undefined ? {} : { from: month(from, firstDay) }),
    ...(to === undefined ? {} : { to: month(to, lastDayOf) }),
  };
}

function NewCapacity({ host, close }: { host: string; close: () => void }) {
  const t = useT();
  const { value, set, errors, form, label } = useCreation<Words>({
    form: `capacity:${host}`,
    path: `/hosts/${host}/capacities`,
    empty: EMPTY,
    bodyOf,
    touches: ["host"],
    done: close,
  });
  const add = useAct(
    (name: string) => api.post<UnitName>("/units", { nation: host, name, label: label.value }),
    ["activity"],
    ({ id }) => set({ unit_id: id }),
  );
  return (
    <Form
      className={`stack ${css.box}`}
      name={t("capacity.new")}
      action={t("form.create")}
      close={close}
      ready={value.activities !== null || value.people !== null}
      note={t("capacity.needed")}
      {...form}
      busy={form.busy || add.isPending}
    >
      <FoundField<UnitName>
        label={`${t("capacity.unit")} (${t("form.optional")})`}
        description={t("capacity.unit.hint")}
        path="/units"
        query={{ nation: host }}
        value={value.unit_id}
        error={errors.unit_id}
        choose={(unit_id) => set({ unit_id })}
        add={(name) => add.mutate(name)}
      />
      {add.error ? <ProblemNotice error={add.error} compact /> : null}
      <Fields value={value} set={set} errors={errors} />
      <LabelField {...label} />
    </Form>
  );
}

const dateOf = (month: string | null): ImpreciseDate | null =>
  month ? { value: month, precision: "month" } : null;

function EditCapacity({
  host,
  loaded,
  close,
}: {
  host: string;
  loaded: Loaded<Capacity>;
  close: () => void;
}) {
  const t = useT();
  const form = useVersioned<Capacity, Omit<Words, "unit_id">>({
    path: `/hosts/${host}/capacities/${loaded.value.id}`,
    loaded,
    wordsOf: ({ activities, people, from, to, note }) => ({
      activities,
      people,
      from: dateOf(from),
      to: dateOf(to),
      note,
    }),
    bodyOf: (words, before) => bodyOf(changed(words, before)),
    touches: ["host"],
    done: close,
  });
  const errors = useFieldErrors(form.error, form.mine);
  const labels = {
    activities: t("capacity.activities"),
    people: t("capacity.people"),
    from: t("capacity.from"),
    to: t("capacity.to"),
    note: t("overlap.note"),
  };
  return (
    <VersionedForm
      className={`stack ${css.box}`}
      name={t("capacity.change")}
      form={form}
      labels={labels}
      close={close}
    >
      <Fields value={form.mine} set={form.set} errors={errors} />
    </VersionedForm>
  );
}

interface FieldsProps {
  value: Omit<Words, "unit_id">;
  set: (part: Partial<Omit<Words, "unit_id">>) => void;
  errors: Record<string, string>;
}

function Fields({ value, set, errors }: FieldsProps) {
  const t = useT();
  const optional = (words: string) => `${words} (${t("form.optional")})`;
  return (
    <>
      <div className={css.fields}>
        {(["activities", "people"] as const).map((name) => (
          <NumberInput
            key={name}
            label={t(`capacity.${name}`)}
            min={0}
            allowDecimal={false}
            value={value[name] ?? ""}
            error={errors[name]}
            onChange={(next) => set({ [name]: typeof next === "number" ? next : null })}
          />
        ))}
        <DateField
          label={optional(t("capacity.from"))}
          value={value.from}
          error={errors.from}
          onChange={(from) => set({ from })}
        />
        <DateField
          label={optional(t("capacity.to"))}
          value={value.to}
          notBefore={value.from}
          error={errors.to}
          onChange={(to) => set({ to })}
        />
      </div>
      <TextInput
        label={optional(t("overlap.note"))}
        value={value.note}
        error={errors.note}
        onChange={(event) => set({ note: event.currentTarget.value })}
      />
    </>
  );
}
