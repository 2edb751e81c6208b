import { Button, Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useList, useT } from "@/shared/i18n";
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
  /** Something is still missing; the form above says what. */
  disabled?: boolean;
  children?: ReactNode;
}

/** Asks before other nations see something, and names them. */
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
      <div className="stack">
        <p>
          <strong>{t("confirm.see", { who: list(nations.map(names)) })}</strong>
        </p>
        {children}
        <div className="row">
          <Button onClick={run} loading={busy} disabled={disabled} data-autofocus={!disabled || undefined}>
            {action}
          </Button>
          <Button variant="default" onClick={close}>
            {t("confirm.back")}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
