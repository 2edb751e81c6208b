import { useEffect, useRef } from "react";
import { singleKeys } from "@/shared/ui/appearance";

/** Handlers by key: "j", "Enter", "mod+k", "alt+ArrowUp", "/". */
export type Keys = Record<string, ((event: KeyboardEvent) => void) | undefined>;

function nameOf(event: KeyboardEvent): string {
  const parts = [];
  if (event.ctrlKey || event.metaKey) parts.push("mod");
  if (event.altKey) parts.push("alt");
  return [...parts, event.key.length === 1 ? event.key.toLowerCase() : event.key].join("+");
}

/** Whether the person is typing, or operating a control that uses the key itself. */
function typing(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName))
  );
}

const busy = (event: KeyboardEvent) =>
  event.key === "Enter" &&
  event.target instanceof HTMLElement &&
  event.target.closest("a,button,summary") !== null;

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
      event.preventDefault();
      handler(event);
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, [active]);
}
