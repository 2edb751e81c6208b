import { Select } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import css from "@/features/activities/activities.module.css";
import { bodyOf, emptyWords, type Words } from "@/features/activities/draft";
import { ActivityFields } from "@/features/activities/fields";
import { WillOverlap } from "@/features/activities/will-overlap";
import type { Activity } from "@/shared/activities/types";
import { api } from "@/shared/api/client";
import type { LabelInput } from "@/shared/api/types";
import { useDraft } from "@/shared/drafts/drafts";
import { useCode, useT } from "@/shared/i18n";
import { LabelField } from "@/shared/label/field";
import { useDrafted } from "@/shared/ui/drafted";
import { Form } from "@/shared/ui/form";
import { useMyNation, usePolicy } from "@/shared/ui/names";
import { Page } from "@/shared/ui/page";

interface Draft extends Words {
  status: string;
  level: string;
  rel: string[];
}

/** Registers an activity; before it is saved the page says with what it will overlap. */
export function NewActivityView() {
  const t = useT();
  const code = useCode();
  const own = useMyNation();
  const policy = usePolicy();
  const navigate = useNavigate();
  const lowest = [...(policy?.levels ?? [])].sort((a, b) => a.value - b.value)[0]?.name ?? "";
  const draft = useDraft<Draft>(
    "activity",
    { ...emptyWords(own), status: "proposed", level: "", rel: [] },
    ({ level }) => level || lowest,
  );
  const { value } = draft;
  const set = (part: Partial<Draft>) => draft.setValue({ ...value, ...part });
  const label: LabelInput = { level: value.level || lowest, owner: [own], rel: value.rel };
  const { errors, form } = useDrafted(
    draft,
    () => {
      const { level: _level, rel: _rel, status, ...words } = value;
      return api.post<Activity>("/activities", { ...bodyOf(words, value), status, label });
    },
    ["activity"],
    ({ id }) => void navigate({ to: "/activities/$id", params: { id } }),
  );
  const named = [own, ...value.participants.map(({ nation }) => nation)].filter(Boolean);
  return (
    <Page title={t("activity.new")} above={<Link to="/activities">{t("activities.title")}</Link>}>
      <Form
        className={css.form}
        name={t("activity.new")}
        action={t("activity.create")}
        {...form}
        close={() => void navigate({ to: "/activities" })}
        forget={draft.forget}
      >
        <ActivityFields value={value} set={set} errors={errors} />
        <div className={css.fields}>
          <Select
            label={t("activity.status")}
            allowDeselect={false}
            data={["proposed", "planned", "confirmed", "underway", "completed"].map((each) => ({
              value: each,
              label: code("activity.status", each),
            }))}
            value={value.status}
            error={errors.status}
            onChange={(status) => status && set({ status })}
          />
        </div>
        <LabelField
          value={label}
          onChange={(next) => set({ level: next.level, rel: next.rel ?? [] })}
          nations={[...new Set([...named, ...value.rel])]}
          owners={[own]}
        />
        <WillOverlap words={value} />
      </Form>
    </Page>
  );
}
