import { useEffect, useRef } from "react";
import { singleKeys } from "@/shared/ui/appearance";

/** Handlers by key: "j", "Enter", "mod+k", "alt+ArrowUp", "/". One that gives back false leaves the key to others. */
export type Keys = Record<string, ((event: KeyboardEvent) => unknown) | undefined>;

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
    const listen = (event: KeyboardEvent) => {
      const name = nameOf(event);
      const handler = current.current[name];
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
    return () => removeEventListener("keydown", listen);
  }, [active]);
}
