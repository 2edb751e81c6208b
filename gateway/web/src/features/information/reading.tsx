import { useRef, useState } from "react";
import { AddParagraphs } from "@/features/information/add";
import { EditPortion } from "@/features/information/edit-portion";
import css from "@/features/information/information.module.css";
import { NarrowForm } from "@/features/information/narrow";
import { Paragraph } from "@/features/information/paragraph";
import { TermsOf, useTerms } from "@/features/information/terms";
import type { Item, Portion, SeenAs } from "@/features/information/types";
import { may } from "@/shared/api/can";
import { useT } from "@/shared/i18n";
import { useKeys } from "@/shared/keys/keys";
import { useNames } from "@/shared/ui/names";

export type PortionAct = "edit" | "label" | "below";

interface Props {
  item: Item;
  portions: Portion[];
  /** What another nation sees of it: the rest is veiled. */
  seen: SeenAs | undefined;
  as: string | undefined;
}

/** The paragraphs in order, each with its mark before it and beside it who reads it. */
export function Reading({ item, portions, seen, as }: Props) {
  const t = useT();
  const names = useNames();
  const terms = useTerms(item.id);
  const list = useRef<HTMLUListElement>(null);
  const [open, setOpen] = useState<{ id: string; act: PortionAct } | null>(null);
  const rows = () => [...(list.current?.querySelectorAll<HTMLElement>(":scope > li") ?? [])];
  const here = () => rows().findIndex((row) => row.contains(document.activeElement));
  const go = (step: number) => {
    const all = rows();
    all[Math.max(0, Math.min(all.length - 1, here() + step))]?.focus();
  };
  const act = (what: PortionAct) => {
    const portion = portions[here()];
    if (!portion || seen || !may(portion.can, "edit")) return false;
    setOpen({ id: portion.id, act: what });
  };
  useKeys({
    j: { words: t("information.key.next"), run: () => go(1) },
    k: { words: t("information.key.previous"), run: () => go(-1) },
    Enter: { words: t("information.edit.portion"), run: () => act("edit") },
    l: { words: t("information.label.portion"), run: () => act("label") },
    n: { words: t("information.add.here"), run: () => act("below") },
  });
  const close = () => {
    setOpen(null);
    const index = portions.findIndex(({ id }) => id === open?.id);
    requestAnimationFrame(() => rows()[index]?.focus());
  };
  return (
    <ul ref={list} className={css.portions} lang={item.language} aria-label={t("information.text")}>
      {portions.map((portion, index) => {
        const opened = open?.id === portion.id ? open.act : null;
        const veiled = seen && !seen.portions.includes(portion.id);
        return (
          <li key={portion.id} tabIndex={-1} data-veiled={veiled || undefined}>
            {veiled ? (
              <p className={css.veil}>{t("information.as.veiled", { nation: names(as ?? "") })}</p>
            ) : opened === "edit" ? (
              <EditPortion id={portion.id} close={close} />
            ) : (
              <Paragraph
                portion={portion}
                before={seen ? undefined : portions[index - 1]}
                beforeThat={portions[index - 2]}
                behind={seen ? undefined : portions[index + 1]}
                quiet={Boolean(seen)}
                choose={(what) => setOpen({ id: portion.id, act: what })}
              />
            )}
            {!veiled && <TermsOf terms={terms} portion={portion.id} />}
            {opened === "label" && (
              <NarrowForm
                path={`/portions/${portion.id}`}
                ask={{ item: item.id, portion: portion.id }}
                close={close}
              />
            )}
            {opened === "below" && (
              <AddParagraphs item={item} after={portion.id} close={close} like={portion} />
            )}
          </li>
        );
      })}
    </ul>
  );
}
