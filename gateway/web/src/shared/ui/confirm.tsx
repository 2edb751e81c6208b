import { Button, Modal } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import { useList, useT } from "@/shared/i18n";
import { nationInSentence } from "@/shared/i18n/en/nation";
import { useNames } from "@/shared/ui/names";

interface Props {
  opened: boolean;
  close: () => void;
  title: string;
  /** The nations that will see it at once: only for such an act does anything ask. */
  nations: string[];
  action: string;
  run: () => void;
  busy?: boolean;
  /** What it is about is not known yet, or no nation would see it. */
  disabled?: boolean;
  /** Fields of the act: one that is `required` and empty says so itself, and nothing is sent. */
  children?: ReactNode;
}

/** Asks before other nations see something, and names them. A field with `data-autofocus` goes before the act. */
export function Confirm({ opened, close, title, nations, action, run, busy, disabled, children }: Props) {
  const t = useT();
  const names = useNames();
  const list = useList();
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={title}
      closeButtonProps={{ "aria-label": t("form.cancel") }}
    >
      <form
        className="stack"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          run();
        }}
      >
        <p>
          <strong>
            {t("confirm.see", { who: list(nations.map((code) => nationInSentence(names(code)))) })}
          </strong>
        </p>
        {children}
        <div className="row">
          <Button type="submit" loading={busy} disabled={disabled} data-autofocus={!disabled || undefined}>
            {action}
          </Button>
          <Button variant="default" onClick={close}>
            {t("confirm.back")}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
