import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { Suggestion } from "@/shared/api/types";
import css from "@/shared/label/editor.module.css";

/** The choice among offers by keyboard, as of a list that belongs to a text field (ARIA: combobox). */
export function useOffers(id: string, offers: Suggestion[], take: (offer: Suggestion) => void) {
  const [wanted, setWanted] = useState(false);
  const [chosen, setChosen] = useState({ offers, at: -1 });
  const opened = wanted && offers.length > 0;
  const at = opened && chosen.offers === offers ? chosen.at : -1;
  const go = (step: number) => {
    setWanted(true);
    const from = at < 0 && step < 0 ? 0 : at;
    setChosen({ offers, at: (from + step + offers.length) % Math.max(offers.length, 1) });
  };
  const keys = (event: KeyboardEvent): boolean => {
    const found = offers[at];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") go(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Escape" && opened) setWanted(false);
    else if (event.key === "Enter" && found && !event.ctrlKey && !event.metaKey) take(found);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  const aria = {
    role: "combobox",
    "aria-haspopup": "listbox",
    "aria-autocomplete": "list",
    "aria-expanded": opened,
    "aria-controls": opened ? id : undefined,
    "aria-activedescendant": at < 0 ? undefined : `${id}-${at}`,
  } as const;
  return { opened, at, keys, aria, open: () => setWanted(true), close: () => setWanted(false) };
}

interface Props {
  id: string;
  name: string;
  offers: Suggestion[];
  at: number;
  take: (offer: Suggestion) => void;
}

/** The offers below the field; the field keeps the focus. */
export function Offers({ id, name, offers, at, take }: Props) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (at < 0) list.current?.scrollIntoView({ block: "nearest" });
    list.current?.children[Math.max(at, 0)]?.scrollIntoView({ block: "nearest" });
  }, [at]);
  return (
    <div className={css.offers} role="listbox" id={id} aria-label={name} ref={list}>
      {offers.map((offer, place) => (
        <div
          key={`${offer.at} ${offer.text}`}
          id={`${id}-${place}`}
          role="option"
          tabIndex={-1}
          aria-selected={place === at}
          onMouseDown={(event) => {
            event.preventDefault();
            take(offer);
          }}
        >
          <span className={css.offer}>{offer.text}</span>
          {offer.says && <span className="muted small">{offer.says}</span>}
        </div>
      ))}
    </div>
  );
}
