import { Select, Textarea } from "@mantine/core";
import css from "@/features/minutes/minutes.module.css";
import { type Loaded, useForum, useRecord } from "@/shared/api/queries";
import type { LabelInput, Meeting, Outcome } from "@/shared/api/types";
import { useCode, useT } from "@/shared/i18n";
import { inputOf } from "@/shared/label/banner";
import { LabelField } from "@/shared/label/field";
import { useFieldErrors } from "@/shared/ui/field-errors";
import { VersionedForm } from "@/shared/ui/form";
import { Loads } from "@/shared/ui/loads";
import { MeetingPicker } from "@/shared/ui/meeting-picker";
import { useNames } from "@/shared/ui/names";
import { changed, useVersioned } from "@/shared/ui/versioned";

/** What a forum leaves of an item; the rest (closing, adjudicating) is done again, not reworded. */
const BY_FORUM = [
  "progressed",
  "deferred",
  "delegated",
  "answered",
  "escalated",
  "referred",
  "returned",
  "agreed_to_disagree",
];
/** Kinds that made no other record may become each other. */
const FREE = ["progressed", "answered", "deferred", "returned", "agreed_to_disagree"];

export const mayAmend = ({ kind, standing }: { kind: string; standing: string }): boolean =>
  BY_FORUM.includes(kind) && standing !== "agreed";

interface Words {
  kind: string;
  text: string;
  reason: string;
  to_meeting: string | null;
  positions: Record<string, string>;
  children_decision: string;
  label: LabelInput;
}

const wordsOf = (outcome: Outcome): Words => ({
  kind: outcome.kind,
  text: outcome.text,
  reason: outcome.reason,
  to_meeting: outcome.to_meeting?.id ?? null,
  positions: outcome.positions,
  children_decision: outcome.children_decision,
  label: inputOf(outcome.label),
});

interface Props {
  meeting: Meeting;
  id: string;
  close: () => void;
}

/** Changes a recorded outcome while the minutes are provisional. */
export function AmendOutcome(props: Props) {
  const query = useRecord<Outcome>("meeting", `/outcomes/${props.id}`);
  return (
    <Loads query={query} rows={3}>
      {(loaded) => <Form {...props} loaded={loaded} />}
    </Loads>
  );
}

function Form({ meeting, id, close, loaded }: Props & { loaded: Loaded<Outcome> }) {
  const t = useT();
  const code = useCode();
  const form = useVersioned({
    path: `/outcomes/${id}`,
    loaded,
    wordsOf,
    bodyOf: changed,
    touches: ["meeting", "item"],
    done: close,
  });
  const { mine, set } = form;
  const errors = useFieldErrors(form.error, form.mine);
  const kinds = FREE.includes(loaded.value.kind) ? FREE : [loaded.value.kind];
  const withReason = mine.kind === "deferred" || mine.kind === "returned";
  const labels = {
    kind: t("minutes.amend.kind"),
    text: t("minutes.amend.text"),
    reason: t("room.reason"),
    positions: t("minutes.amend.positions"),
    children_decision: t("room.children.decision"),
  };
  return (
    <VersionedForm
      className={css.form}
      name={t("minutes.amend.outcome")}
      form={form}
      labels={labels}
      close={close}
    >
      {kinds.length > 1 ? (
        <Select
          label={labels.kind}
          allowDeselect={false}
          value={mine.kind}
          error={errors.kind}
          onChange={(kind) => kind && set({ kind })}
          data={kinds.map((value) => ({ value, label: code("room.kind", value) }))}
        />
      ) : (
        <p className="small muted">
          <strong>{code("room.kind", mine.kind)}.</strong> {errors.kind ?? t("minutes.amend.kept")}
        </p>
      )}
      <Textarea
        label={labels.text}
        autosize
        autoFocus
        required={["progressed", "answered", "escalated"].includes(mine.kind)}
        value={mine.text}
        error={errors.text}
        onChange={(event) => set({ text: event.currentTarget.value })}
      />
      {withReason && (
        <Textarea
          label={labels.reason}
          autosize
          required
          value={mine.reason}
          error={errors.reason}
          onChange={(event) => set({ reason: event.currentTarget.value })}
        />
      )}
      {mine.kind === "deferred" && (
        <MeetingPicker
          after={meeting}
          value={mine.to_meeting}
          error={errors.to_meeting}
          onChange={(to_meeting) => set({ to_meeting })}
        />
      )}
      {mine.kind === "agreed_to_disagree" && (
        <Positions
          meeting={meeting}
          value={mine.positions}
          errors={errors}
          onChange={(positions) => set({ positions })}
        />
      )}
      <LabelField
        value={mine.label}
        onChange={(label) => set({ label })}
        nations={meeting.label.readable_by?.nations ?? meeting.label.owner}
        owners={loaded.value.label.owner}
      />
      <p className="muted small">{t("minutes.amend.again")}</p>
    </VersionedForm>
  );
}

interface PositionsProps {
  meeting: Meeting;
  value: Record<string, string>;
  errors: Record<string, string>;
  onChange: (positions: Record<string, string>) => void;
}

function Positions({ meeting, value, errors, onChange }: PositionsProps) {
  const t = useT();
  const names = useNames();
  const nations = useForum(meeting.forum?.id)?.nations ?? meeting.label.owner;
  return nations.map((nation) => (
    <Textarea
      key={nation}
      label={t("room.position", { nation: names(nation) })}
      autosize
      required
      value={value[nation] ?? ""}
      error={errors[`positions/${nation}`] ?? errors.positions}
      onChange={(event) => onChange({ ...value, [nation]: event.currentTarget.value })}
    />
  ));
}
