import { LessonFields, sent, type Words } from "@/features/lessons/fields";
import type { Lesson } from "@/features/lessons/types";
import { useT } from "@/shared/i18n";
import { LabelField } from "@/shared/label/field";
import { useCreation } from "@/shared/ui/creation";
import { Form } from "@/shared/ui/form";
import css from "@/shared/ui/form.module.css";

const EMPTY: Words = {
  title: "",
  tags: [],
  observation: "",
  source_nation: "",
  source_exercise: "",
  source_unit: "",
  begins: null,
  ends: null,
  tool: "",
  countries: [],
  units: [],
  capability_areas: [],
};

/** Writes an observation down; the rest of the template is said on its page. */
export function LessonForm({ close, opened }: { close: () => void; opened: (lesson: Lesson) => void }) {
  const t = useT();
  const { value, set, errors, form, label } = useCreation<Words, Lesson>({
    form: "lesson",
    path: "/lessons",
    empty: EMPTY,
    bodyOf: sent,
    touches: ["lesson"],
    done: opened,
  });
  return (
    <Form
      className={`stack ${css.box}`}
      name={t("lessons.new")}
      action={t("form.create")}
      close={close}
      ready={Boolean(String(value.title ?? "").trim())}
      {...form}
    >
      <LessonFields focus parts={["about", "observation"]} {...{ value, set, errors }} />
      <div className={css.fields}>
        <LessonFields parts={["source"]} {...{ value, set, errors }} />
      </div>
      <LabelField {...label} />
    </Form>
  );
}
