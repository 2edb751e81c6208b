import { Button } from "@mantine/core";
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { useT } from "@/shared/i18n";
import css from "@/shared/ui/undo.module.css";

interface Act {
  words: string;
  /** Takes it back. */
  undo?: () => void;
}
interface Later {
  words: string;
  /** What happens unless it is undone in time. */
  run: () => void;
}
interface UndoTools {
  /** Says what was done, with a way back. */
  done(act: Act): void;
  /** Does it after a pause in which it can be undone; leaving the page does it at once. */
  later(act: Later): void;
  act: (Act & { number: number }) | null;
  dismiss(): void;
}

const Context = createContext<UndoTools>({
  done: () => {},
  later: ({ run }) => run(),
  act: null,
  dismiss: () => {},
});
export const useUndo = (): UndoTools => useContext(Context);

const PAUSE = 8_000;

/** One line at the foot of the page: what was done, and undo. Never a question before. */
export function UndoProvider({ children }: { children: ReactNode }) {
  const [act, setAct] = useState<(Act & { number: number }) | null>(null);
  const pending = useRef<{ run: () => void; timer: ReturnType<typeof setTimeout> } | null>(null);
  const number = useRef(0);

  const settle = useCallback(() => {
    const waiting = pending.current;
    pending.current = null;
    if (!waiting) return;
    clearTimeout(waiting.timer);
    waiting.run();
  }, []);
  const show = useCallback((next: Act) => setAct({ ...next, number: ++number.current }), []);

  const tools = useMemo<Pick<UndoTools, "done" | "later">>(
    () => ({
      done: (next) => {
        settle();
        show(next);
      },
      later: ({ words, run }) => {
        settle();
        const timer = setTimeout(settle, PAUSE);
        pending.current = { run, timer };
        show({
          words,
          undo: () => {
            clearTimeout(timer);
            pending.current = null;
          },
        });
      },
    }),
    [settle, show],
  );
  const value = useMemo(() => ({ ...tools, act, dismiss: () => setAct(null) }), [tools, act]);
  useEffect(() => {
    addEventListener("pagehide", settle);
    return () => removeEventListener("pagehide", settle);
  }, [settle]);
  useEffect(() => {
    if (!act) return;
    const timer = setTimeout(() => setAct(null), PAUSE);
    return () => clearTimeout(timer);
  }, [act]);

  return <Context value={value}>{children}</Context>;
}

/** Where the line stands: in the flow above the lower banner, so that it covers nothing. */
export function UndoLine() {
  const t = useT();
  const { act, dismiss } = useContext(Context);
  return (
    <div className={css.place} role="status">
      {act && (
        <div className={css.bar}>
          <span>{act.words}</span>
          {act.undo && (
            <Button
              variant="subtle"
              color="gray"
              className={css.undo}
              onClick={() => {
                act.undo?.();
                dismiss();
              }}
            >
              {t("undo.button")}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
