import { Button } from "@mantine/core";
import { useCallback, useLayoutEffect, useRef, useState } from "react";
import { BlockRow } from "@/features/information/block";
import css from "@/features/information/sheet.module.css";
import { doneAgain, type Steps, stepped, takenBack } from "@/features/information/steps";
import type { Block } from "@/features/information/types";
import {
  deepened,
  divided,
  edited,
  moved,
  pasted,
  removed,
  type Sheet,
} from "@/features/information/writing";
import type { LabelInput } from "@/shared/api/types";
import { useT } from "@/shared/i18n";
import { usePageMarking } from "@/shared/label/banner";
import { useUndo } from "@/shared/ui/undo";

interface Props {
  blocks: Block[];
  change: (blocks: Block[]) => void;
  /** The label of the title: that of a paragraph without one of its own. */
  title: LabelInput;
  /** The nations that the labels name. */
  nations: string[];
  owners: string[];
  /** What is wrong with a paragraph, by its key. */
  errors: Record<string, string>;
  autoFocus?: boolean;
}

/** The paragraphs as they are written, each under its mark; every step can be taken back. */
export function SheetField(props: Props) {
  const { blocks, change, title, nations, owners, errors } = props;
  const t = useT();
  const undo = useUndo();
  const marking = usePageMarking();
  const steps = useSteps(blocks, change);
  const fields = useRef(new Map<string, HTMLTextAreaElement>());
  const [at, setAt] = useState<Sheet["at"]>(() =>
    props.autoFocus && blocks[0] ? { key: blocks[0].key, caret: 0 } : null,
  );
  useLayoutEffect(() => {
    const field = at && fields.current.get(at.key);
    if (!field) return;
    field.focus();
    field.setSelectionRange(at.caret, at.caret);
  }, [at]);
  const keep = useCallback((key: string, field: HTMLTextAreaElement | null) => {
    if (field) fields.current.set(key, field);
    else fields.current.delete(key);
  }, []);
  const go = (next: Sheet) => {
    steps.step(next.blocks);
    setAt(next.at);
  };
  const sheet: Sheet = { blocks, at: null };
  const fresh = () => crypto.randomUUID();
  const acts = (block: Block, index: number) => ({
    edit: (part: Partial<Omit<Block, "key">>) => steps.step(edited(blocks, block.key, part)),
    divide: (caret: number) => go(divided(sheet, block.key, caret, fresh())),
    move: (step: -1 | 1, caret: number) => go(moved(sheet, block.key, step, caret)),
    deepen: (step: -1 | 1) => steps.step(deepened(blocks, block.key, step)),
    paste: (range: [number, number], text: string) => {
      const next = pasted(sheet, block.key, range, text, fresh);
      if (next) go(next);
      return next !== null;
    },
    remove: () => {
      go(removed(sheet, block.key, fresh()));
      if (block.text) undo.done({ words: t("writing.removed"), undo: () => change(blocks) });
    },
    leave: (step: -1 | 1) => {
      const near = blocks[index + step];
      if (near) setAt({ key: near.key, caret: step < 0 ? near.text.length : 0 });
      return near !== undefined;
    },
  });
  return (
    <section
      className={css.sheet}
      aria-label={t("writing.title")}
      onKeyDown={(event) => {
        const key = event.key.toLowerCase();
        const writes = event.target instanceof HTMLTextAreaElement;
        if (!writes || !(event.ctrlKey || event.metaKey) || (key !== "z" && key !== "y")) return;
        event.preventDefault();
        if (key === "y" || event.shiftKey) steps.again();
        else steps.back();
      }}
    >
      {blocks.map((block, index) => (
        <BlockRow
          key={block.key}
          block={block}
          number={index + 1}
          of={blocks.length}
          acts={acts(block, index)}
          field={keep}
          error={errors[block.key]}
          {...{ title, nations, owners }}
        />
      ))}
      <div className={css.foot}>
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => {
            const last = blocks.at(-1);
            if (last) go(divided(sheet, last.key, last.text.length, fresh()));
          }}
        >
          {t("writing.next")}
        </Button>
        <Button variant="subtle" size="compact-sm" disabled={!steps.past} onClick={steps.back}>
          {t("writing.undo")}
        </Button>
        <Button variant="subtle" size="compact-sm" disabled={!steps.coming} onClick={steps.again}>
          {t("writing.redo")}
        </Button>
        <strong className={css.becomes}>{t("writing.banner", { banner: marking })}</strong>
      </div>
      <p className="muted small">{t("writing.keys")}</p>
    </section>
  );
}

/** The steps of what is written; what comes from elsewhere (a restored draft) is where they begin. */
function useSteps(blocks: Block[], change: (blocks: Block[]) => void) {
  const begin = (): Steps => ({ past: [], now: blocks, coming: [], goesOn: null });
  const steps = useRef(begin());
  const ours = useRef(new WeakSet([blocks]));
  if (!ours.current.has(blocks)) {
    ours.current.add(blocks);
    steps.current = begin();
  }
  const take = (next: Steps) => {
    if (next === steps.current) return;
    steps.current = next;
    ours.current.add(next.now);
    change(next.now);
  };
  return {
    past: steps.current.past.length > 0,
    coming: steps.current.coming.length > 0,
    step: (next: Block[]) => take(stepped(steps.current, next)),
    back: () => take(takenBack(steps.current)),
    again: () => take(doneAgain(steps.current)),
  };
}
