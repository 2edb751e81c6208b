import { Modal } from "@mantine/core";
import { useState } from "react";
import css from "@/app/keys-help.module.css";
import { useT } from "@/shared/i18n";
import { keysHere, useKeys } from "@/shared/keys/keys";
import { type Said, written } from "@/shared/keys/words";
import { useAppearance } from "@/shared/ui/appearance";
import { usePageCommands } from "@/shared/ui/commands";

/** `?`, and a command: the keys that stand on the open page, in words. */
export function KeysHelp() {
  const t = useT();
  const { keys: single } = useAppearance();
  const [rows, setRows] = useState<Said[] | null>(null);
  const open = () => setRows(keysHere());
  useKeys({
    "?": { words: t("keys.help"), everywhere: true, run: open },
    "mod+k": { words: t("keys.palette"), everywhere: true },
    "mod+Enter": { words: t("keys.send"), everywhere: true },
    Escape: { words: t("keys.leave"), everywhere: true },
  });
  usePageCommands([{ id: "keys", name: t("keys.title"), hint: "?", everywhere: true, run: open }]);
  return (
    <Modal
      opened={rows !== null}
      onClose={() => setRows(null)}
      title={t("keys.title")}
      closeButtonProps={{ "aria-label": t("keys.close") }}
    >
      <dl className={css.keys}>
        {rows?.map(({ keys, words }) => (
          <div key={words}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{written(key)}</kbd>
              ))}
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <p className="muted small">{t(single ? "keys.typing" : "keys.off")}</p>
    </Modal>
  );
}
