import css from "@/features/activities/activities.module.css";
import { bodyOf, type Words, wordsOf } from "@/features/activities/draft";
import { ActivityFields } from "@/features/activities/fields";
import { WillOverlap } from "@/features/activities/will-overlap";
import type { Activity } from "@/shared/activities/types";
import type { Loaded } from "@/shared/api/client";
import { useT } from "@/shared/i18n";
import { inputOf } from "@/shared/label/banner";
import { useFieldErrors } from "@/shared/ui/field-errors";
import { VersionedForm } from "@/shared/ui/form";
import { changed, useVersioned } from "@/shared/ui/versioned";

const NAMED = [
  "description",
  "tool",
  "cell",
  "mode",
  "sponsor",
  "lead",
  "legal_authority",
  "programme",
  "operation",
  "series",
  "people",
  "fiscal_year",
  "currency",
  "start",
  "end",
  "purposes",
  "capability_areas",
] as const;

/** Changes what is said of an activity; who changed it meanwhile is shown beside, field by field. */
export function EditActivity({ loaded, close }: { loaded: Loaded<Activity>; close: () => void }) {
  const t = useT();
  const { id } = loaded.value;
  const form = useVersioned<Activity, Words>({
    path: `/activities/${id}`,
    loaded,
    wordsOf,
    bodyOf: (words, before) => bodyOf(changed(words, before), words),
    touches: ["activity"],
    done: close,
  });
  const errors = useFieldErrors(form.error, form.mine);
  const labels = {
    title: t("activity.name"),
    amount: t("activity.cost"),
    participants: t("activity.who"),
    places: t("activity.where"),
    ...Object.fromEntries(NAMED.map((name) => [name, t(`activity.${name}`)])),
  };
  return (
    <VersionedForm className={css.form} name={t("activity.edit")} form={form} labels={labels} close={close}>
      <ActivityFields value={form.mine} set={form.set} errors={errors} label={inputOf(loaded.value.label)} />
      <WillOverlap words={form.mine} id={id} />
    </VersionedForm>
  );
}
