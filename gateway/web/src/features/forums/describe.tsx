import { Textarea, TextInput } from "@mantine/core";
import css from "@/features/forums/plan.module.css";
import type { Loaded } from "@/shared/api/queries";
import type { Forum } from "@/shared/api/types";
import { useT } from "@/shared/i18n";
import { ReadableWords } from "@/shared/label/readable";
import { useFieldErrors } from "@/shared/ui/field-errors";
import { VersionedForm } from "@/shared/ui/form";
import { useUndo } from "@/shared/ui/undo";
import { changed, useVersioned } from "@/shared/ui/versioned";

interface Words {
  name: string;
  level_text: string;
  time_zone: string;
  /** One to a line, as they are typed. */
  should_attend: string;
  note: string;
}

const wordsOf = ({ name, level_text, time_zone, should_attend, note }: Forum): Words => ({
  name,
  level_text,
  time_zone,
  should_attend: should_attend.join("\n"),
  note,
});

function bodyOf(words: Words, before: Words) {
  const { should_attend, ...rest } = changed(words, before);
  if (should_attend === undefined) return rest;
  const lines = should_attend.split("\n").map((line) => line.trim());
  return { ...rest, should_attend: lines.filter(Boolean) };
}

/** How a forum is described: what binds its members (who they are, where it stands) is not changed here. */
export function DescribeForum({ loaded, close }: { loaded: Loaded<Forum>; close: () => void }) {
  const t = useT();
  const undo = useUndo();
  const forum = loaded.value;
  const form = useVersioned({
    path: `/forums/${forum.id}`,
    loaded,
    wordsOf,
    bodyOf,
    touches: ["forum"],
    done: () => {
      undo.done({ words: t("forum.describe.done") });
      close();
    },
  });
  const labels = {
    name: t("forum.full"),
    level_text: t("forum.level"),
    time_zone: t("forum.zone"),
    should_attend: t("forum.should"),
    note: t("forum.note"),
  };
  const errors = useFieldErrors(form.error, form.mine);
  const line = (name: "name" | "level_text" | "time_zone") => (
    <TextInput
      label={labels[name]}
      required={name !== "level_text"}
      autoFocus={name === "name"}
      value={form.mine[name]}
      error={errors[name]}
      onChange={(event) => form.set({ [name]: event.currentTarget.value })}
    />
  );
  const lines = (name: "should_attend" | "note", hint?: string) => (
    <Textarea
      label={labels[name]}
      description={hint}
      autosize
      value={form.mine[name]}
      error={errors[name]}
      onChange={(event) => form.set({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <VersionedForm className={css.form} name={t("forum.describe")} form={form} labels={labels} close={close}>
      <div className={css.fields}>
        {line("name")}
        {line("level_text")}
        {line("time_zone")}
      </div>
      {lines("should_attend", t("forum.should.hint"))}
      {lines("note")}
      <ReadableWords label={forum.label} nations={forum.nations} />
    </VersionedForm>
  );
}
