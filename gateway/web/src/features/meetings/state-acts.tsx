import { Button, Menu, Textarea } from "@mantine/core";
import { useState } from "react";
import { EditMeeting } from "@/features/meetings/edit-meeting";
import { MovesOn } from "@/features/meetings/moves-on";
import { may } from "@/shared/api/can";
import { api } from "@/shared/api/client";
import { type Loaded, useForum } from "@/shared/api/queries";
import type { ImpreciseDate, Meeting, MeetingState } from "@/shared/api/types";
import { DateField } from "@/shared/dates/field";
import { today } from "@/shared/dates/show";
import { useT } from "@/shared/i18n";
import { useAct } from "@/shared/ui/act";
import { usePageCommands } from "@/shared/ui/commands";
import { Confirm } from "@/shared/ui/confirm";
import { useFieldErrors } from "@/shared/ui/field-errors";
import { ProblemNotice } from "@/shared/ui/problem";

const TO = {
  open_agenda: "agenda_open",
  plan: "planned",
  hold: "held",
  draft_minutes: "minutes_provisional",
  postpone: "postponed",
  cancel: "cancelled",
} as const satisfies Record<string, MeetingState>;
type StateAct = keyof typeof TO;
const MAIN: StateAct[] = ["draft_minutes", "hold", "open_agenda"];

/** The acts that change a meeting's state. The other nations see them at once, so each names them first. */
export function StateActs({ loaded }: { loaded: Loaded<Meeting> }) {
  const t = useT();
  const meeting = loaded.value;
  const [asked, setAsked] = useState<StateAct | null>(null);
  const [editing, setEditing] = useState(false);
  const open = (Object.keys(TO) as StateAct[]).filter((act) => may(meeting.can, act));
  // A meeting is held on its day, not before: until then its beginning stands among the other acts.
  const due = (meeting.days[0] ?? meeting.window.start ?? "9999") <= today();
  const main = MAIN.find((act) => open.includes(act) && (act !== "hold" || due));
  const rest = open.filter((act) => act !== main);
  const mayEdit = may(meeting.can, "edit");
  usePageCommands([
    ...open.map((act) => ({ id: act, name: t(`meeting.act.${act}`), run: () => setAsked(act) })),
    ...(mayEdit ? [{ id: "edit", name: t("meeting.act.edit"), run: () => setEditing(true) }] : []),
  ]);
  return (
    <>
      {main && <Button onClick={() => setAsked(main)}>{t(`meeting.act.${main}`)}</Button>}
      {(rest.length > 0 || mayEdit) && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" aria-label={t("meeting.acts")}>
              ⋯
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {mayEdit && <Menu.Item onClick={() => setEditing(true)}>{t("meeting.act.edit")}</Menu.Item>}
            {rest.map((act) => (
              <Menu.Item key={act} onClick={() => setAsked(act)}>
                {t(`meeting.act.${act}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {asked && <AskState loaded={loaded} act={asked} close={() => setAsked(null)} />}
      {editing && <EditMeeting loaded={loaded} close={() => setEditing(false)} />}
    </>
  );
}

function AskState({ loaded, act, close }: { loaded: Loaded<Meeting>; act: StateAct; close: () => void }) {
  const t = useT();
  const meeting = loaded.value;
  const forum = useForum(meeting.forum?.id);
  const [reason, setReason] = useState("");
  const [date, setDate] = useState<ImpreciseDate | null>(null);
  const needsReason = act === "postpone" || act === "cancel";
  const window = date?.value ? { start: date.value, precision: date.precision } : null;
  const send = useAct(
    () =>
      api.post(
        `/meetings/${meeting.id}/state`,
        {
          to: TO[act],
          reason: reason.trim(),
          ...(act === "postpone" && window ? { dates: { window } } : {}),
        },
        { etag: loaded.etag },
      ),
    ["meeting"],
    close,
  );
  const errors = useFieldErrors(send.error, { reason, dates: date });
  return (
    <Confirm
      opened
      close={close}
      title={t(`meeting.act.${act}`)}
      nations={forum?.nations ?? []}
      action={t(`meeting.act.${act}`)}
      busy={send.isPending}
      run={() => send.mutate(undefined)}
    >
      <p>{t(`meeting.act.confirm.${act}`)}</p>
      {act === "postpone" && (
        <DateField
          label={`${t("meeting.act.newDate")} (${t("form.optional")})`}
          value={date}
          error={errors["dates/window/start"] ?? errors["dates/window"] ?? errors.dates}
          onChange={setDate}
        />
      )}
      {needsReason && <MovesOn meeting={meeting} date={act === "postpone" ? date : null} />}
      {needsReason && (
        <Textarea
          label={t("meeting.act.reason")}
          description={t("meeting.act.reason.hint")}
          required
          data-autofocus
          value={reason}
          error={errors.reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      )}
      {send.error ? <ProblemNotice error={send.error} compact /> : null}
    </Confirm>
  );
}
