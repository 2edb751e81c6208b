import { Button, Checkbox, MultiSelect, NumberInput, Select, TagsInput, Textarea } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import css from "@/features/caveats/caveats.module.css";
import {
  CodedField,
  CountriesField,
  OperationField,
  useChoices,
  WordsField,
} from "@/features/caveats/choices";
import { EMPTY_PLAN, type Plan, planOf } from "@/features/caveats/plan";
import { NationAnswers } from "@/shared/caveats/answer";
import type { PlanAnswer } from "@/shared/caveats/types";
import { useCaveatCheck } from "@/shared/caveats/use-check";
import { DateField } from "@/shared/dates/field";
import { useDraft } from "@/shared/drafts/drafts";
import { type MessageKey, useT } from "@/shared/i18n";
import { Empty, Loads } from "@/shared/ui/loads";
import { usePolicy } from "@/shared/ui/names";
import { Page, Part } from "@/shared/ui/page";

const LISTS = ["nations", "places", "tasks", "forces", "weapons"] as const;

/** A plan as it is typed, and what of the caveats that one reads it meets. */
export function CheckPlanView() {
  const t = useT();
  const policy = usePolicy();
  const lowest = [...(policy?.levels ?? [])].sort((a, b) => a.value - b.value)[0]?.name ?? "";
  const { value, setValue, forget } = useDraft<Plan>("caveat-check", EMPTY_PLAN, () => lowest);
  const plan = planOf(value);
  const query = useCaveatCheck(plan);
  return (
    <Page
      title={t("plan.title")}
      above={<Link to="/activities/caveats">{t("caveat.title")}</Link>}
      below={t("plan.lead")}
      wide
      actions={
        plan && (
          <Button
            variant="default"
            onClick={() => {
              forget();
              setValue(EMPTY_PLAN);
            }}
          >
            {t("plan.forget")}
          </Button>
        )
      }
    >
      <div className={css.split}>
        <PlanFields value={value} set={(part) => setValue((now) => ({ ...now, ...part }))} />
        <div className={css.answer} aria-live="polite">
          {plan === null ? (
            <Empty title={t("plan.empty")}>{t("plan.empty.text")}</Empty>
          ) : (
            <Loads query={query} rows={4}>
              {(answer) => <Answer answer={answer} />}
            </Loads>
          )}
        </div>
      </div>
    </Page>
  );
}

function Answer({ answer: { nations, operation, tasks } }: { answer: PlanAnswer }) {
  const t = useT();
  const understood = [operation, ...tasks.map(({ name }) => name)].filter(Boolean).join(", ");
  return (
    <Part title={t("plan.answer")}>
      {understood && <p className="muted small">{t("plan.understood", { what: understood })}</p>}
      {nations.length === 0 ? <p>{t("plan.clear")}</p> : <NationAnswers nations={nations} />}
    </Part>
  );
}

function PlanFields({ value, set }: { value: Plan; set: (part: Partial<Plan>) => void }) {
  const t = useT();
  const choices = useChoices();
  return (
    <form className="stack" aria-label={t("plan.title")} onSubmit={(event) => event.preventDefault()}>
      <Textarea
        label={t("plan.words")}
        description={t("plan.words.hint")}
        inputWrapperOrder={["label", "input", "description", "error"]}
        autoFocus
        autosize
        minRows={2}
        value={value.words}
        onChange={(event) => set({ words: event.currentTarget.value })}
      />
      {(["nations", "hosts", "countries"] as const).map((name) => (
        <CountriesField
          key={name}
          label={t(`plan.${name}`)}
          choices={choices}
          value={value[name]}
          onChange={(next) => set({ [name]: next })}
        />
      ))}
      <Select
        label={t("plan.tool")}
        clearable
        data={choices.tools}
        value={value.tool}
        onChange={(tool) => set({ tool })}
      />
      <CodedField
        label={t("caveat.term.partnering")}
        prefix="caveat.partnering"
        value={value.partnering}
        onChange={(partnering) => set({ partnering })}
      />
      <OperationField
        label={t("caveat.term.operation")}
        choices={choices}
        value={value.operation}
        onChange={(operation) => set({ operation })}
      />
      <DateField label={t("plan.start")} value={value.start} onChange={(start) => set({ start })} />
      <DateField label={t("plan.end")} value={value.end} onChange={(end) => set({ end })} />
      {(["tasks", "forces", "weapons"] as const).map((kind) => (
        <WordsField
          key={kind}
          label={t(`caveat.term.${kind}`)}
          kind={kind}
          choices={choices}
          value={value[kind]}
          onChange={(next) => set({ [kind]: next })}
        />
      ))}
      <TagsInput label={t("plan.places")} value={value.places} onChange={(places) => set({ places })} />
      <CodedField
        label={t("caveat.term.light")}
        prefix="caveat.light"
        value={value.light}
        onChange={(light) => set({ light })}
      />
      <MultiSelect
        label={t("caveat.term.hours")}
        clearable
        data={Array.from({ length: 24 }, (_, hour) => ({
          value: String(hour),
          label: `${String(hour).padStart(2, "0")}:00`,
        }))}
        value={value.hours}
        onChange={(hours) => set({ hours })}
      />
      <NumberInput
        label={t("plan.people")}
        min={0}
        value={value.people ?? ""}
        onChange={(next) => set({ people: next === "" ? null : Number(next) })}
      />
      <Checkbox.Group
        label={t("plan.complete")}
        value={value.complete}
        onChange={(complete) => set({ complete: complete as Plan["complete"] })}
      >
        <div className="row">
          {LISTS.map((each) => (
            <Checkbox key={each} value={each} label={t(`plan.complete.${each}` as MessageKey)} />
          ))}
        </div>
      </Checkbox.Group>
    </form>
  );
}
