import { Button } from "@mantine/core";
import { LessonFields, PARTS, type PartName, sent, type Words, wordsOf } from "@/features/lessons/fields";
import type { Open } from "@/features/lessons/lesson";
import css from "@/features/lessons/lessons.module.css";
import type { Lesson } from "@/features/lessons/types";
import { may } from "@/shared/api/can";
import type { Loaded } from "@/shared/api/client";
import { countryName } from "@/shared/countries/iso";
import { showDate } from "@/shared/dates/show";
import { type MessageKey, useCode, useList, useT } from "@/shared/i18n";
import { Portion } from "@/shared/label/portion";
import { ReadableWords } from "@/shared/label/readable";
import { useFieldErrors } from "@/shared/ui/field-errors";
import { VersionedForm } from "@/shared/ui/form";
import { Facts, Part } from "@/shared/ui/page";
import { changed, useVersioned } from "@/shared/ui/versioned";

interface Props {
  name: PartName;
  loaded: Loaded<Lesson>;
  open: Open;
  choose: (open: Open) => void;
}

/** A part of the template, changed in place. */
export function Section({ name, loaded, open, choose }: Props) {
  const t = useT();
  const title = t(`lesson.part.${name}`);
  const record = loaded.value;
  const said = textOf(record, name);
  const edits = may(record.can, "edit");
  if (!said && !edits) return null;
  return (
    <Part
      id={name}
      title={title}
      aside={edits && open !== name && <ChangeButton part={title} run={() => choose(name)} />}
    >
      {open === name ? (
        <PartForm name={name} title={title} loaded={loaded} close={() => choose(null)} />
      ) : (
        <>
          {said ? (
            <p className={css.text}>
              <Portion label={record.label} /> {said}
            </p>
          ) : (
            <p className="muted">{t("lesson.nothing")}</p>
          )}
          {name === "action" && <ActionFacts record={record} />}
          {name === "validation" && <ValidationFacts record={record} />}
        </>
      )}
    </Part>
  );
}

function ChangeButton({ part, run }: { part: string; run: () => void }) {
  const t = useT();
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      className="screen-only"
      aria-label={t("lesson.edit.part", { part })}
      onClick={run}
    >
      {t("lesson.edit")}
    </Button>
  );
}

const textOf = (record: Lesson, name: PartName): string =>
  name === "validation"
    ? record.validated_how
    : name === "about" || name === "source"
      ? record.title
      : record[name];

interface FormProps {
  name: PartName;
  title: string;
  loaded: Loaded<Lesson>;
  close: () => void;
}

function PartForm({ name, title, loaded, close }: FormProps) {
  const t = useT();
  const form = useVersioned<Lesson, Words>({
    path: `/lessons/${loaded.value.id}`,
    loaded,
    wordsOf: (record) => wordsOf(record, [name]),
    bodyOf: (words, before) => sent(changed(words, before)),
    touches: ["lesson"],
    done: close,
  });
  const errors = useFieldErrors(form.error, form.mine);
  const labels = Object.fromEntries(
    Object.keys(PARTS[name]).map((field) => [field, t(`lesson.field.${field}` as MessageKey)]),
  );
  return (
    <VersionedForm name={t("lesson.edit.part", { part: title })} form={form} labels={labels} close={close}>
      <LessonFields focus parts={[name]} value={form.mine} set={form.set} errors={errors} />
    </VersionedForm>
  );
}

function ActionFacts({ record }: { record: Lesson }) {
  const t = useT();
  const code = useCode();
  if (!record.action && !record.action_nation) return null;
  const body = [record.action_nation && countryName(record.action_nation), record.action_office];
  return (
    <Facts
      facts={[
        [t("lesson.body"), body.filter(Boolean).join(", ")],
        [t("lesson.field.due"), showDate(record.due)],
        [t("lesson.field.action_state"), code("lesson.action", record.action_state)],
      ]}
    />
  );
}

function ValidationFacts({ record }: { record: Lesson }) {
  const t = useT();
  return (
    <Facts
      facts={[
        [t("lesson.field.validated_by"), record.validated_by],
        [t("lesson.field.validated_on"), showDate(record.validated_on)],
      ]}
    />
  );
}

/** Where a lesson comes from, and who reads it. */
export function SourceFacts({ loaded: { value: record }, choose }: Omit<Props, "name">) {
  const t = useT();
  const code = useCode();
  const list = useList();
  const period = [record.begins, record.ends].map((date) => showDate(date)).filter(Boolean);
  const { label } = record;
  const names = (codes: string[]) => list(codes.map(countryName));
  return (
    <>
      <Facts
        facts={[
          [t("label.legend"), label.banner],
          [t("lesson.readers"), <ReadableWords key="readers" label={label} nations={label.owner} />],
          [t("lesson.field.source_nation"), record.source_nation && countryName(record.source_nation)],
          [t("lesson.field.source_exercise"), record.source_exercise],
          [t("lesson.field.source_unit"), record.source_unit],
          [t("lesson.period"), [...new Set(period)].join(" – ")],
          [t("lesson.field.tool"), record.tool && code("activity.tool", record.tool)],
          [t("lesson.field.countries"), names(record.countries)],
          [t("lesson.field.units"), list(record.units)],
          [t("lesson.field.capability_areas"), list(record.capability_areas)],
        ]}
      />
      {may(record.can, "edit") && (
        <ChangeButton part={t("lesson.part.source")} run={() => choose("source")} />
      )}
    </>
  );
}
