import { type RefObject, useEffect, useRef } from "react";
import { type Keys, type Said, together } from "@/shared/keys/words";
import { singleKeys } from "@/shared/ui/appearance";

/** The keys of every part of the page that stands now. */
const standing = new Set<RefObject<Keys>>();

/** What each key on the page does now, in words: keys that do the same together, each key once. */
export function keysHere(): Said[] {
  return together([...standing].map(({ current }) => current));
}

function nameOf(event: KeyboardEvent): string {
  const parts = [];
  if (event.ctrlKey || event.metaKey) parts.push("mod");
  if (event.altKey) parts.push("alt");
  return [...parts, event.key.length === 1 ? event.key.toLowerCase() : event.key].join("+");
}

const WORDLESS = ["checkbox", "radio", "button", "submit", "reset"];

/** Whether the person is typing. Nobody types into what is ticked or chosen. */
function typing(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !WORDLESS.includes(target.type);
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ["TEXTAREA", "SELECT"].includes(target.tagName))
  );
}

/** Whether the control in focus uses the key itself. */
function busy({ key, target }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (key.startsWith("Arrow")) return target.matches("[type=radio]");
  return key === "Enter" && target.closest("a,button,summary") !== null;
}

/**
 * Shortcuts of a page. Keys without a modifier stay silent while somebody types, while a dialog is open, and where the
 * person has switched them off (WCAG 2.1.4).
 */
export function useKeys(keys: Keys, active = true): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    if (!active) return;
    standing.add(current);
    const listen = (event: KeyboardEvent) => {
      const name = nameOf(event);
      const handler = current.current[name]?.run;
      if (!handler || event.defaultPrevented || event.isComposing) return;
      const plain = !name.includes("+");
      if (
        plain &&
        (!singleKeys() || typing(event.target) || busy(event) || document.querySelector("[role=dialog]"))
      ) {
        return;
      }
      if (handler(event) !== false) event.preventDefault();
    };
    addEventListener("keydown", listen);
    return () => {
      standing.delete(current);
      removeEventListener("keydown", listen);
    };
  }, [active]);
}
