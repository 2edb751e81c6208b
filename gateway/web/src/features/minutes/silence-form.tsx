import { TextInput } from "@mantine/core";
import { useState } from "react";
import css from "@/features/minutes/minutes.module.css";
import { api } from "@/shared/api/client";
import { useT } from "@/shared/i18n";
import { useAct } from "@/shared/ui/act";
import { useFieldErrors } from "@/shared/ui/field-errors";
import { Form } from "@/shared/ui/form";
import { useNames } from "@/shared/ui/names";

interface Props {
  /** The address of the minutes. */
  path: string;
  /** The version of the minutes as they were read. */
  etag: string | null;
  nation: string;
  close: () => void;
}

const local = (date: Date) =>
  new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
const inTwoDays = () => local(new Date(Date.now() + 48 * 3_600_000));

/** Asks an absent nation by silence: until when it may object. */
export function SilenceForm({ path, etag, nation, close }: Props) {
  const t = useT();
  const names = useNames();
  const [deadline, setDeadline] = useState(inTwoDays);
  const act = useAct(
    () => api.post(`${path}/silence`, { nation, deadline: new Date(deadline).toISOString() }, { etag }),
    ["meeting", "item"],
    close,
  );
  const errors = useFieldErrors(act.error, { deadline });
  return (
    <Form
      className={css.form}
      name={t("minutes.for", { nation: names(nation) })}
      action={t("minutes.act.silence")}
      send={() => act.mutate(undefined)}
      close={close}
      error={act.error}
      busy={act.isPending}
    >
      <TextInput
        type="datetime-local"
        label={t("minutes.silence.deadline")}
        description={t("minutes.silence.hint")}
        required
        value={deadline}
        error={errors.deadline}
        onChange={(event) => setDeadline(event.currentTarget.value)}
      />
    </Form>
  );
}
