import { Select } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import css from "@/features/activities/activities.module.css";
import { bodyOf, emptyWords, servingWords, type Words } from "@/features/activities/draft";
import { ActivityFields } from "@/features/activities/fields";
import { WillOverlap } from "@/features/activities/will-overlap";
import type { Activity, Objective } from "@/shared/activities/types";
import { useRecord } from "@/shared/api/queries";
import { useCode, useT } from "@/shared/i18n";
import { LabelField } from "@/shared/label/field";
import { useCreation } from "@/shared/ui/creation";
import { Form } from "@/shared/ui/form";
import { Loads } from "@/shared/ui/loads";
import { useMyNation } from "@/shared/ui/names";
import { Page } from "@/shared/ui/page";

interface Draft extends Words {
  status: string;
}

/** Registers an activity, for an objective where one is named; before it is saved the page says with what it will overlap. */
export function NewActivityView({ objective }: { objective?: string }) {
  return objective ? <Planned id={objective} /> : <NewActivity />;
}

/** The form as an objective fills it in: where, for which capability, and when it is wanted. */
function Planned({ id }: { id: string }) {
  const query = useRecord<Objective>("host", `/objectives/${id}`);
  return (
    <Loads query={query} rows={10}>
      {({ value }) => <NewActivity objective={value} />}
    </Loads>
  );
}

function NewActivity({ objective }: { objective?: Objective }) {
  const t = useT();
  const code = useCode();
  const own = useMyNation();
  const navigate = useNavigate();
  const words = objective ? servingWords(own, objective) : emptyWords(own);
  const { value, set, errors, form, label } = useCreation<Draft, Activity>({
    form: objective ? `activity:${objective.id}` : "activity",
    path: "/activities",
    empty: { ...words, status: "proposed" },
    bodyOf: ({ status, ...said }) => ({ ...bodyOf(said, said), status }),
    nations: ({ participants }) => participants.map(({ nation }) => nation),
    level: objective?.label.level,
    touches: ["activity"],
    done: ({ id }) => void navigate({ to: "/activities/$id", params: { id } }),
  });
  return (
    <Page
      title={t("activity.new")}
      above={<Link to="/activities">{t("activities.title")}</Link>}
      below={objective && t("objective.planned", { title: objective.title })}
      labels={[objective?.label]}
    >
      <Form
        className={css.form}
        name={t("activity.new")}
        action={t("activity.create")}
        close={() => void navigate({ to: "/activities" })}
        {...form}
      >
        <ActivityFields value={value} set={set} errors={errors} label={label.value} />
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
        <LabelField {...label} />
        <WillOverlap words={value} />
      </Form>
    </Page>
  );
}
