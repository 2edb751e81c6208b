import { Textarea, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { HostLines } from "@/features/countries/lines";
import { NamedActivity } from "@/shared/activities/overlap";
import type { Objective } from "@/shared/activities/types";
import type { Loaded } from "@/shared/api/client";
import type { ImpreciseDate } from "@/shared/api/types";
import { DateField } from "@/shared/dates/field";
import { showDate } from "@/shared/dates/show";
import { useCode, useT } from "@/shared/i18n";
import { LabelField } from "@/shared/label/field";
import { Portion } from "@/shared/label/portion";
import { useCreation } from "@/shared/ui/creation";
import { useFieldErrors } from "@/shared/ui/field-errors";
import { Form, VersionedForm } from "@/shared/ui/form";
import css from "@/shared/ui/form.module.css";
import { Mark } from "@/shared/ui/marks";
import { useOversees } from "@/shared/ui/names";
import { changed, useVersioned } from "@/shared/ui/versioned";

const SERVED: Record<string, "good" | "warn" | "danger"> = { yes: "good", perhaps: "warn", no: "danger" };

/** What the host is to be able to do, and whether anybody serves it; what nobody serves leads to a plan for it. */
export function Objectives({ host, objectives }: { host: string; objectives: Objective[] }) {
  const t = useT();
  return (
    <HostLines
      title={t("country.objectives")}
      empty={t("objective.none")}
      add={t("objective.new")}
      items={objectives}
      nameOf={({ title }) => title}
      pathOf={({ id }) => `/objectives/${id}`}
      line={(objective) => <Line objective={objective} />}
      create={(close) => <NewObjective host={host} close={close} />}
      change={(loaded, close) => <EditObjective loaded={loaded} close={close} />}
    />
  );
}

function Line({ objective }: { objective: Objective }) {
  const t = useT();
  const code = useCode();
  const plans = !useOversees();
  const { id, title, text, label, capability, served, served_by: by } = objective;
  const [from, to] = [showDate(objective.wanted_from), showDate(objective.wanted_to)];
  return (
    <>
      <div>
        <Portion label={label} /> {title}{" "}
        <span className="muted small">
          {[code("capability", capability), [from, to].filter(Boolean).join(" – ")]
            .filter(Boolean)
            .join(" · ")}
        </span>{" "}
        <Mark tone={SERVED[served]}>{code("objective.served", served)}</Mark>{" "}
        {served !== "yes" && plans && (
          <Link to="/activities/new" search={{ objective: id } as never} className="link small screen-only">
            {t("objective.plan")}
            <span className="hidden-text">: {title}</span>
          </Link>
        )}
      </div>
      {text && <div className="muted small">{text}</div>}
      {by.map((activity) => (
        <div key={activity.id}>
          <NamedActivity activity={activity} />
        </div>
      ))}
    </>
  );
}

interface Words {
  title: string;
  capability: string;
  text: string;
  wanted_from: ImpreciseDate | null;
  wanted_to: ImpreciseDate | null;
}
const EMPTY: Words = { title: "", capability: "", text: "", wanted_from: null, wanted_to: null };

/** Dates are sent as they are written; of a change only what it names. */
function bodyOf(words: Partial<Words>): Record<string, unknown> {
  const dates = (["wanted_from", "wanted_to"] as const).filter((name) => name in words);
  return { ...words, ...Object.fromEntries(dates.map((name) => [name, words[name]?.value ?? null])) };
}

function NewObjective({ host, close }: { host: string; close: () => void }) {
  const t = useT();
  const { value, set, errors, form, label } = useCreation<Words>({
    form: `objective:${host}`,
    path: "/objectives",
    empty: EMPTY,
    bodyOf: (words) => ({ ...bodyOf(words), host }),
    touches: ["host"],
    done: close,
  });
  return (
    <Form
      className={`stack ${css.box}`}
      name={t("objective.new")}
      action={t("form.create")}
      close={close}
      {...form}
    >
      <Fields value={value} set={set} errors={errors} />
      <LabelField {...label} />
    </Form>
  );
}

function EditObjective({ loaded, close }: { loaded: Loaded<Objective>; close: () => void }) {
  const t = useT();
  const form = useVersioned<Objective, Words>({
    path: `/objectives/${loaded.value.id}`,
    loaded,
    wordsOf: ({ title, capability, text, wanted_from, wanted_to }) => ({
      title,
      capability,
      text,
      wanted_from,
      wanted_to,
    }),
    bodyOf: (words, before) => bodyOf(changed(words, before)),
    touches: ["host"],
    done: close,
  });
  const errors = useFieldErrors(form.error, form.mine);
  const labels = {
    title: t("objective.title"),
    capability: t("activities.filter.capability"),
    text: t("objective.text"),
    wanted_from: t("objective.from"),
    wanted_to: t("objective.to"),
  };
  return (
    <VersionedForm
      className={`stack ${css.box}`}
      name={t("objective.change")}
      form={form}
      labels={labels}
      close={close}
    >
      <Fields value={form.mine} set={form.set} errors={errors} />
    </VersionedForm>
  );
}

interface FieldsProps {
  value: Words;
  set: (part: Partial<Words>) => void;
  errors: Record<string, string>;
}

function Fields({ value, set, errors }: FieldsProps) {
  const t = useT();
  const optional = (words: string) => `${words} (${t("form.optional")})`;
  return (
    <>
      <TextInput
        label={t("objective.title")}
        required
        autoFocus
        value={value.title}
        error={errors.title}
        onChange={(event) => set({ title: event.currentTarget.value })}
      />
      <div className={css.fields}>
        <TextInput
          label={t("activities.filter.capability")}
          description={t("objective.capability.hint")}
          inputWrapperOrder={["label", "input", "description", "error"]}
          required
          value={value.capability}
          error={errors.capability}
          onChange={(event) => set({ capability: event.currentTarget.value })}
        />
        <DateField
          label={optional(t("objective.from"))}
          value={value.wanted_from}
          error={errors.wanted_from}
          onChange={(wanted_from) => set({ wanted_from })}
        />
        <DateField
          label={optional(t("objective.to"))}
          value={value.wanted_to}
          notBefore={value.wanted_from}
          error={errors.wanted_to}
          onChange={(wanted_to) => set({ wanted_to })}
        />
      </div>
      <Textarea
        label={optional(t("objective.text"))}
        value={value.text}
        error={errors.text}
        onChange={(event) => set({ text: event.currentTarget.value })}
      />
    </>
  );
}
