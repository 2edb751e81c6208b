import { clear, createStore, del, get, set } from "idb-keyval";
import { useCallback, useEffect, useRef, useState } from "react";
import { boundPerson } from "@/shared/api/session";

/** Drafts of forms stay on this device, only up to this level of the policy, and go at sign-out. */
export const KEPT_UP_TO = 2;

const store = createStore("entente-drafts", "forms");
const SETTLE = 300;

/** Whether words of this level (its value in the policy) may be kept on the device. */
export const mayKeep = (level: number): boolean => level <= KEPT_UP_TO;

/**
 * A form's value that survives a reload and an ended session. `forget` is called once the words are recorded.
 * A level above the limit keeps the value in memory only.
 */
export function useDraft<T>(form: string, initial: T, level = 0) {
  // Under the person's own name: who signs in here next finds nothing of it.
  const name = `${boundPerson() ?? ""} ${form}`;
  const [value, setValue] = useState<T>(initial);
  const [restored, setRestored] = useState(false);
  const first = useRef(initial);
  useEffect(() => {
    let current = true;
    setValue(first.current);
    setRestored(false);
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
  useEffect(() => {
    if (value === first.current || !mayKeep(level)) return;
    const timer = setTimeout(() => void set(name, value, store).catch(() => {}), SETTLE);
    return () => clearTimeout(timer);
  }, [name, value, level]);
  const forget = useCallback(() => {
    setValue(first.current);
    setRestored(false);
    void del(name, store).catch(() => {});
  }, [name]);
  return { value, setValue, restored, forget };
}

/** Removes every draft and every unsent entry from this device. */
export async function forgetDrafts(): Promise<void> {
  await clear(store).catch(() => {});
  await clear(createStore("entente-outbox", "waiting")).catch(() => {});
}
