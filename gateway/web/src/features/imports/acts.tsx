import { Button, Checkbox, Modal } from "@mantine/core";
import { useState } from "react";
import { type MappingDraft, withDraft } from "@/features/imports/draft";
import type { Import } from "@/features/imports/types";
import { isAgain, act as send } from "@/features/imports/upload";
import { may } from "@/shared/api/can";
import type { Loaded } from "@/shared/api/client";
import { useT } from "@/shared/i18n";
import { useAct } from "@/shared/ui/act";
import { usePageCommands } from "@/shared/ui/commands";
import { Form } from "@/shared/ui/form";
import { ProblemNotice } from "@/shared/ui/problem";

type Name = "check" | "start" | "stop" | "undo";
const ACTS: Name[] = ["check", "start", "stop", "undo"];
interface Choices {
  gone: boolean;
  edited: boolean;
}

/** What can be done with an import now. Before rows change or go, what becomes of records edited by hand is chosen. */
export function Acts({ loaded, draft }: { loaded: Loaded<Import>; draft: MappingDraft }) {
  const t = useT();
  const [asked, setAsked] = useState<"start" | "undo" | null>(null);
  const act = useAct(
    async ({ name, body }: { name: Name; body: object }) => send(await withDraft(loaded, draft), name, body),
    ["import"],
    () => setAsked(null),
  );
  const open = ACTS.filter((name) => may(loaded.value.can, name));
  const choose = (name: Name) =>
    name === "start" || name === "undo" ? setAsked(name) : act.mutate({ name, body: {} });
  usePageCommands(open.map((name) => ({ id: name, name: t(`import.act.${name}`), run: () => choose(name) })));
  return (
    <>
      {open.map((name) => (
        <Button
          key={name}
          variant={
            name === (loaded.value.state === "open" || draft.changed ? "check" : "start")
              ? "filled"
              : "default"
          }
          loading={act.isPending && act.variables.name === name}
          onClick={() => choose(name)}
        >
          {t(`import.act.${name}`)}
        </Button>
      ))}
      {!asked && act.error && <ProblemNotice error={act.error} compact />}
      <Modal
        opened={asked !== null}
        onClose={() => setAsked(null)}
        title={asked ? t(`import.ask.${asked}`) : ""}
        closeButtonProps={{ "aria-label": t("form.cancel") }}
      >
        {asked && (
          <Asked
            name={asked}
            record={loaded.value}
            error={act.error}
            busy={act.isPending}
            close={() => setAsked(null)}
            send={({ gone, edited }) =>
              act.mutate({
                name: asked,
                body:
                  asked === "start"
                    ? { gone: gone ? "withdraw" : "keep", edited: edited ? "overwrite" : "keep" }
                    : { edited: edited ? "delete" : "keep" },
              })
            }
          />
        )}
      </Modal>
    </>
  );
}

interface AskedProps {
  name: "start" | "undo";
  record: Import;
  send: (choices: Choices) => void;
  close: () => void;
  error: unknown;
  busy: boolean;
}

function Asked({ name, record, send: go, close, error, busy }: AskedProps) {
  const t = useT();
  const [choices, setChoices] = useState<Choices>({ gone: false, edited: false });
  const counts = record.counts ?? record.checked;
  return (
    <Form action={t(`import.act.${name}`)} send={() => go(choices)} close={close} error={error} busy={busy}>
      <p>{t(`import.ask.${name}.text`, { count: (counts?.new ?? 0) + (counts?.changed ?? 0) })}</p>
      {name === "start" && !isAgain(record) && (
        <Checkbox
          label={t("import.gone")}
          description={t("import.gone.hint")}
          checked={choices.gone}
          onChange={({ currentTarget }) => setChoices({ ...choices, gone: currentTarget.checked })}
        />
      )}
      <Checkbox
        label={t(`import.edited.${name}`)}
        checked={choices.edited}
        onChange={({ currentTarget }) => setChoices({ ...choices, edited: currentTarget.checked })}
      />
    </Form>
  );
}
