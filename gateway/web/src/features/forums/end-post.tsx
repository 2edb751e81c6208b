import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import css from "@/features/forums/plan.module.css";
import { api } from "@/shared/api/client";
import { refresh } from "@/shared/api/queries";
import type { Appointment, ImpreciseDate } from "@/shared/api/types";
import { DateField } from "@/shared/dates/field";
import { showDay, today } from "@/shared/dates/show";
import { useT } from "@/shared/i18n";
import { useAct } from "@/shared/ui/act";
import { useFieldErrors } from "@/shared/ui/field-errors";
import { Form } from "@/shared/ui/form";
import { useMe } from "@/shared/ui/names";
import { useUndo } from "@/shared/ui/undo";

/** Sets the last day of a post of one's own nation; what its holder has recorded stays theirs. */
export function EndPost({ post, close }: { post: Appointment; close: () => void }) {
  const t = useT();
  const me = useMe();
  const undo = useUndo();
  const client = useQueryClient();
  const [until, setUntil] = useState<ImpreciseDate | null>({
    value: post.until ?? today(),
    precision: "day",
  });
  const path = `/appointments/${post.id}`;
  const put = async (day: string | null) => {
    const { etag } = await api.read<Appointment>(path);
    return api.patch(path, { until: day }, etag);
  };
  const act = useAct(
    (day: string) => put(day),
    ["forum"],
    (_, day) => {
      const words = t("forum.end.done", { name: post.name, date: showDay(day, true) });
      const back = () => void put(post.until).finally(() => refresh(client, "forum"));
      // nobody lengthens their own term: who stepped down is appointed again by another
      undo.done(post.person_id === me.id ? { words } : { words, undo: back });
      close();
    },
  );
  const errors = useFieldErrors(act.error, { until });
  return (
    <Form
      className={css.form}
      name={t("forum.end", { name: post.name })}
      action={t("form.save")}
      send={() => until?.value && act.mutate(until.value)}
      close={close}
      error={act.error}
      busy={act.isPending}
    >
      <DateField
        label={t("forum.end.day", { name: post.name })}
        required
        exact
        notBefore={{ value: post.since, precision: "day" }}
        value={until}
        error={errors.until}
        onChange={setUntil}
      />
    </Form>
  );
}
