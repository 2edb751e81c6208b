import { Button, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useRef, useState } from "react";
import { api } from "@/shared/api/client";
import { fieldErrors, Problem } from "@/shared/api/problem";
import type { Loaded } from "@/shared/api/queries";
import type { ImpreciseDate, Item } from "@/shared/api/types";
import { DateField } from "@/shared/dates/field";
import { useT } from "@/shared/i18n";
import { useAct } from "@/shared/ui/act";
import { Conflict, differences } from "@/shared/ui/conflict";
import { ProblemNotice } from "@/shared/ui/problem";

interface Words {
  title: string;
  text: string;
  due: ImpreciseDate;
}
const wordsOf = ({ title, text, due }: Item): Words => ({ title, text, due });

/** Changes the words of a tasking that is not agreed yet. Somebody else's change is shown, never overwritten. */
export function AmendForm({
  loaded,
  close,
  saved,
}: {
  loaded: Loaded<Item>;
  close: () => void;
  saved: () => void;
}) {
  const t = useT();
  const base = useRef(loaded);
  const [mine, setMine] = useState<Words>(wordsOf(loaded.value));
  const [theirs, setTheirs] = useState<Loaded<Item> | null>(null);
  const path = `/taskings/${loaded.value.id}`;
  const act = useAct(
    (words: Words) => {
      const before = wordsOf(base.current.value);
      const changed = Object.entries(words).filter(([name, value]) => value !== before[name as keyof Words]);
      return api.patch(path, Object.fromEntries(changed), base.current.etag);
    },
    ["item"],
    () => {
      saved();
      close();
    },
  );
  const send = async (words: Words) => {
    try {
      await act.mutateAsync(words);
    } catch (error) {
      if (error instanceof Problem && error.stale) setTheirs(await api.read<Item>(path));
    }
  };
  const resolve = (keep: Set<string>) => {
    if (!theirs) return;
    const now = wordsOf(theirs.value);
    const merged = Object.fromEntries(
      Object.entries(now).map(([name, value]) => [name, keep.has(name) ? mine[name as keyof Words] : value]),
    ) as unknown as Words;
    base.current = theirs;
    setTheirs(null);
    setMine(merged);
    void send(merged);
  };
  const errors = fieldErrors(act.error);
  const labels = { title: t("item.act.amend.title"), text: t("item.act.amend.text"), due: t("item.due") };
  if (theirs) {
    return (
      <Conflict fields={differences(mine, wordsOf(theirs.value), labels)} resolve={resolve} cancel={close} />
    );
  }
  return (
    <form
      className="stack"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void send(mine);
      }}
    >
      <TextInput
        label={labels.title}
        required
        autoFocus
        value={mine.title}
        error={errors.title}
        onChange={(event) => setMine({ ...mine, title: event.currentTarget.value })}
      />
      <Textarea
        label={labels.text}
        value={mine.text}
        error={errors.text}
        onChange={(event) => setMine({ ...mine, text: event.currentTarget.value })}
      />
      <DateField
        label={labels.due}
        value={mine.due}
        error={errors.due}
        onChange={(due) => due && setMine({ ...mine, due })}
      />
      {act.error ? <ProblemNotice error={act.error} compact /> : null}
      <div className="row">
        <Button type="submit" loading={act.isPending}>
          {t("form.save")}
        </Button>
        <Button variant="default" onClick={close}>
          {t("form.cancel")}
        </Button>
      </div>
    </form>
  );
}
