import { Button, Select, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { RoomAct } from "@/features/room/acts";
import type { Draft, Place } from "@/features/room/bodies";
import { forumsOptions, recordOptions } from "@/shared/api/queries";
import type { Decision, Meeting, Page } from "@/shared/api/types";
import { CaptureLine } from "@/shared/capture/line";
import { DateField } from "@/shared/dates/field";
import { useT } from "@/shared/i18n";
import { MeetingPicker } from "@/shared/ui/meeting-picker";
import { useNames } from "@/shared/ui/names";

export interface FieldsProps {
  act: RoomAct;
  draft: Draft;
  set: (part: Partial<Draft>) => void;
  place: Place;
  meeting: Meeting;
  errors: Record<string, string>;
}

/** The fields that an act needs, and no others. */
export function RoomFields(props: FieldsProps) {
  switch (props.act) {
    case "tasking":
      return <TaskingFields {...props} />;
    case "guidance":
      return <Line {...props} />;
    case "delegated":
      return <Children {...props} />;
    case "agreed_to_disagree":
      return <Positions {...props} />;
    case "deferred":
      return (
        <>
          <Reason {...props} autoFocus />
          <MeetingPicker
            after={props.meeting}
            value={props.draft.toMeeting}
            error={props.errors.to_meeting}
            onChange={(toMeeting) => props.set({ toMeeting })}
          />
        </>
      );
    case "returned":
      return <Reason {...props} autoFocus />;
    case "referred":
      return (
        <>
          <ToForum {...props} />
          <Words {...props} />
        </>
      );
    case "answered":
      return (
        <>
          <Words {...props} autoFocus />
          {(props.place.item?.children ?? []).some(
            ({ state }) => !["answered", "closed"].includes(state),
          ) && <Reason {...props} label="children" />}
        </>
      );
    case "reopen":
      return (
        <>
          <Words {...props} autoFocus />
          <Due {...props} />
        </>
      );
    default:
      return <Words {...props} autoFocus />;
  }
}

function Words({ act, draft, set, errors, autoFocus }: FieldsProps & { autoFocus?: boolean }) {
  const t = useT();
  return (
    <Textarea
      label={t(`room.text.${act}`)}
      size="md"
      autoFocus={autoFocus}
      required={autoFocus}
      value={draft.text}
      error={errors.text ?? errors.reason}
      onChange={(event) => set({ text: event.currentTarget.value })}
    />
  );
}

function Reason({
  draft,
  set,
  errors,
  autoFocus,
  label,
}: FieldsProps & { autoFocus?: boolean; label?: "children" }) {
  const t = useT();
  return (
    <Textarea
      label={label ? `${t("room.children.decision")} (${t("form.optional")})` : t("room.reason")}
      size="md"
      autoFocus={autoFocus}
      required={!label}
      value={draft.reason}
      error={errors.reason ?? errors.children_decision}
      onChange={(event) => set({ reason: event.currentTarget.value })}
    />
  );
}

function Line({ act, draft, set, place, errors }: FieldsProps) {
  const t = useT();
  return (
    <CaptureLine
      label={t(`room.text.${act}`)}
      value={draft.text}
      known={place.known}
      autoFocus
      fallback={act === "tasking" ? place.below : null}
      error={errors.title ?? errors.text ?? errors.forum ?? errors.due ?? errors.lead}
      onChange={(text) => set({ text })}
    />
  );
}

function TaskingFields(props: FieldsProps) {
  const t = useT();
  const { draft, set, meeting } = props;
  const path = "/decisions";
  const query = useQuery(recordOptions<Page<Decision>>("meeting", path, { meeting: meeting.id }));
  const decisions = query.data?.value.items ?? [];
  return (
    <>
      <Line {...props} />
      <Textarea
        label={`${t("room.more")} (${t("form.optional")})`}
        value={draft.more}
        onChange={(event) => set({ more: event.currentTarget.value })}
      />
      {decisions.length > 0 && (
        <Select
          label={`${t("room.decision")} (${t("form.optional")})`}
          clearable
          value={draft.decision}
          onChange={(decision) => set({ decision })}
          data={decisions.map(({ id, ref, text }) => ({ value: id, label: `${ref} ${text.slice(0, 80)}` }))}
        />
      )}
    </>
  );
}

function Children({ draft, set, place, errors }: FieldsProps) {
  const t = useT();
  const { children } = draft;
  return (
    <>
      {children.map((line, index) => (
        <CaptureLine
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are known by their place
          key={index}
          label={t("room.children", { number: index + 1 })}
          value={line}
          known={place.known}
          parentDue={place.item?.due}
          autoFocus={index === children.length - 1}
          error={
            errors[`children/${index}/forum`] ??
            errors[`children/${index}/label`] ??
            errors[`children/${index}`]
          }
          onChange={(next) => set({ children: children.map((each, at) => (at === index ? next : each)) })}
        />
      ))}
      <div>
        <Button variant="subtle" onClick={() => set({ children: [...children, ""] })}>
          {t("room.children.more")}
        </Button>
      </div>
    </>
  );
}

function Positions({ draft, set, meeting, errors }: FieldsProps) {
  const t = useT();
  const names = useNames();
  const forum = useQuery(forumsOptions).data?.find(({ id }) => id === meeting.forum?.id);
  return (forum?.nations ?? meeting.label.owner).map((nation, index) => (
    <Textarea
      key={nation}
      label={t("room.position", { nation: names(nation) })}
      autoFocus={index === 0}
      required
      value={draft.positions[nation] ?? ""}
      error={errors[`positions/${nation}`]}
      onChange={(event) => set({ positions: { ...draft.positions, [nation]: event.currentTarget.value } })}
    />
  ));
}

function ToForum({ draft, set, meeting, errors }: FieldsProps) {
  const t = useT();
  const forums = (useQuery(forumsOptions).data ?? []).filter(({ id }) => id !== meeting.forum?.id);
  // By a reference: the attribute `autofocus` would open the list before the person has asked for it.
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus({ preventScroll: true }), []);
  return (
    <Select
      ref={field}
      label={t("room.toForum")}
      required
      searchable
      openOnFocus={false}
      value={draft.toForum}
      error={errors.to_forum}
      onChange={(toForum) => set({ toForum })}
      data={forums.map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}

function Due({ draft, set, errors }: FieldsProps) {
  const t = useT();
  return (
    <DateField
      label={`${t("room.due.new")} (${t("form.optional")})`}
      value={draft.due}
      error={errors.due}
      onChange={(due) => set({ due })}
    />
  );
}
