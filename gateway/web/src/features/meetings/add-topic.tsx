import { Button, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import css from "@/features/meetings/agenda.module.css";
import { api } from "@/shared/api/client";
import type { LabelInput, Meeting } from "@/shared/api/types";
import { useDraft } from "@/shared/drafts/drafts";
import { useT } from "@/shared/i18n";
import { addedBy } from "@/shared/label/banner";
import { LabelField } from "@/shared/label/field";
import { useDrafted } from "@/shared/ui/drafted";
import { Form } from "@/shared/ui/form";
import { useMyNation } from "@/shared/ui/names";

/** A topic of the meeting's own, beside what the tracker brings. */
export function AddTopic({ meeting, nations }: { meeting: Meeting; nations: string[] }) {
  const t = useT();
  const nation = useMyNation();
  const [open, setOpen] = useState(false);
  const draft = useDraft<{ title: string; text: string; label: LabelInput }>(
    `topic:${meeting.id}`,
    {
      title: "",
      text: "",
      label: addedBy(nation, meeting.label),
    },
    ({ label }) => label.level,
  );
  const { value } = draft;
  const { errors, form } = useDrafted(
    draft,
    () => api.post(`/meetings/${meeting.id}/agenda`, value),
    ["meeting"],
    () => setOpen(false),
  );
  if (!open) {
    return (
      <Button variant="subtle" onClick={() => setOpen(true)}>
        {t("agenda.topic.add")}
      </Button>
    );
  }
  return (
    <Form className={css.topicForm} action={t("agenda.topic.add")} {...form} close={() => setOpen(false)}>
      <TextInput
        label={t("agenda.topic.title")}
        required
        autoFocus
        value={value.title}
        error={errors.title}
        onChange={(event) => draft.setValue({ ...value, title: event.currentTarget.value })}
      />
      <Textarea
        label={`${t("agenda.topic.text")} (${t("form.optional")})`}
        value={value.text}
        error={errors.text}
        onChange={(event) => draft.setValue({ ...value, text: event.currentTarget.value })}
      />
      <LabelField
        value={value.label}
        onChange={(label) => draft.setValue({ ...value, label })}
        nations={nations}
      />
    </Form>
  );
}
