import { useQuery } from "@tanstack/react-query";
import { clear, createStore, del, get, set } from "idb-keyval";
import { useCallback, useEffect, useRef, useState } from "react";
import { policyOptions } from "@/shared/api/queries";
import { boundPerson, isLeaving } from "@/shared/api/session";

/** Drafts of forms stay on this device, only up to this level of the policy, and go at sign-out. */
export const KEPT_UP_TO = 2;

const store = createStore("entente-drafts", "forms");
const SETTLE = 300;
/** What may not be kept on the device: as long as the page is open, a form that was closed has its words again. */
const held = new Map<string, unknown>();

/** Whether words of this level may be kept on the device: never where the policy does not know it. */
export const mayKeep = (levels: { name: string; value: number }[], level: string): boolean =>
  levels.some(({ name, value }) => name === level && value <= KEPT_UP_TO);

/**
 * A form's value that survives a reload and an ended session. `forget` is called once the words are recorded.
 * `levelOf` names the level, or the levels, of what the form holds: above the limit it stays in memory only, until the page is left,
 * and what was kept of it before goes. `keeps` says which.
 */
export function useDraft<T>(form: string, initial: T, levelOf: (value: T) => string | string[]) {
  // Under the person's own name: who signs in here next finds nothing of it.
  const name = `${boundPerson() ?? ""} ${form}`;
  const [value, setValue] = useState<T>(initial);
  const [restored, setRestored] = useState(false);
  const first = useRef(initial);
  const levels = useQuery(policyOptions).data?.levels ?? [];
  const keeps = [levelOf(value)].flat().every((level) => mayKeep(levels, level));
  useEffect(() => {
    let current = true;
    setValue(first.current);
    setRestored(false);
    if (held.has(name)) {
      setValue(held.get(name) as T);
      return;
    }
    get<T>(name, store)
      .then((kept) => {
        if (current && kept !== undefined) {
          setValue(kept);
          setRestored(true);
        }
      })
      .catch(() => {});
    return () => {
      current = false;
    };
  }, [name]);
  // What was typed last and is not kept yet: a form that closes, or a page that goes, keeps it at once.
  const owed = useRef<(() => void) | null>(null);
  useEffect(() => {
    if (value === first.current) return;
    if (keeps) held.delete(name);
    else held.set(name, value);
    const keep = () => {
      owed.current = null;
      void (keeps && !isLeaving() ? set(name, value, store) : del(name, store)).catch(() => {});
    };
    owed.current = keep;
    // Looked at when its time comes: words that were recorded in between are owed no more.
    const timer = setTimeout(() => owed.current?.(), keeps ? SETTLE : 0);
    return () => clearTimeout(timer);
  }, [name, value, keeps]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another form's words are kept under its own name
  useEffect(() => {
    const settle = () => owed.current?.();
    addEventListener("pagehide", settle);
    return () => {
      removeEventListener("pagehide", settle);
      settle();
    };
  }, [name]);
  const forget = useCallback(() => {
    owed.current = null;
    held.delete(name);
    setValue(first.current);
    setRestored(false);
    void del(name, store).catch(() => {});
  }, [name]);
  return { value, setValue, restored, keeps, forget };
}

/** Removes every draft and every unsent entry from this device. */
export async function forgetDrafts(): Promise<void> {
  held.clear();
  await clear(store).catch(() => {});
  await clear(createStore("entente-outbox", "waiting")).catch(() => {});
}
