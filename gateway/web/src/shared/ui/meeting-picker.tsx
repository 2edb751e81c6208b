import { Select } from "@mantine/core";
import { usePages } from "@/shared/api/queries";
import type { Meeting } from "@/shared/api/types";
import { showWindow, today } from "@/shared/dates/show";
import { useT } from "@/shared/i18n";

interface Props {
  /** The meeting from which something is put off to a later one of the same forum. */
  after: Meeting;
  value: string | null;
  error?: string;
  onChange: (id: string | null) => void;
}

/** A later meeting of the same forum. */
export function MeetingPicker({ after, value, error, onChange }: Props) {
  const t = useT();
  const query = usePages<Meeting>("meeting", "/meetings", { forum: after.forum?.id, from: today() });
  const next = query.items.filter(({ id }) => id !== after.id);
  const name = (each: Meeting) => `${each.title}, ${showWindow(each.window, each.days) ?? t("date.unknown")}`;
  return (
    <Select
      label={t("room.toMeeting")}
      required
      value={value}
      error={error}
      onChange={onChange}
      data={next.map((each) => ({ value: each.id, label: name(each) }))}
    />
  );
}
