import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useState } from "react";
import { flushSync } from "react-dom";

/** Up to so many rows all stand in the document; of more, those in sight. */
export const WHOLE_UP_TO = 200;
/** The height of a row in pixels until it has been measured. */
const GUESS = 52;
/** So many rows stand before those in sight are known. */
const FIRST = 60;

/** A row that stands, and how many pixels of rows that do not stand lie before it. */
interface Standing {
  index: number;
  before: number;
}

interface Windowed {
  standing: Standing[];
  /** Pixels of the rows after the last that stands. */
  after: number;
  windowed: boolean;
  /** The reference of each row, for its height; the row tells its place as `data-index`. */
  measure: (row: HTMLElement | null) => void;
}

/**
 * Which rows of a long list stand in the document: those in sight and around it, and always the one with the cursor,
 * so that the focus is never lost by scrolling. On paper all of them do.
 */
export function useWindow(count: number, cursor: number, body: RefObject<HTMLElement | null>): Windowed {
  const windowed = !usePrinting() && count > WHOLE_UP_TO;
  const [top, setTop] = useState(0);
  // When a list that stood whole has grown too long, it goes on where the reader had scrolled to.
  const known = useMemo(() => (windowed ? heights(body.current) : []), [windowed, body]);
  const rangeExtractor = useCallback(
    (range: Range) => {
      const inSight = defaultRangeExtractor(range);
      if (cursor < 0 || cursor >= count || inSight.includes(cursor)) return inSight;
      return [...inSight, cursor].sort((a, b) => a - b);
    },
    [cursor, count],
  );
  const virtual = useVirtualizer({
    count,
    enabled: windowed,
    getScrollElement: () => scrollerOf(body.current),
    initialOffset: () => scrollerOf(body.current)?.scrollTop ?? 0,
    estimateSize: (index) => known[index] ?? GUESS,
    overscan: 12,
    scrollMargin: top,
    rangeExtractor,
    useFlushSync: false,
  });
  useLayoutEffect(() => {
    const scroller = scrollerOf(body.current);
    if (!windowed || !scroller || !body.current) return;
    const above = body.current.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
    const now = Math.round(above + scroller.scrollTop);
    if (now !== top) setTop(now);
  });
  const measure = virtual.measureElement;
  if (!windowed) return { standing: consecutive(count), after: 0, windowed, measure };
  const items = virtual.getVirtualItems();
  const last = items.at(-1);
  if (!last) return { ...first(count, cursor), windowed, measure };
  let end = top;
  const standing = items.map(({ index, start, end: next }) => {
    const before = Math.max(0, start - end);
    end = next;
    return { index, before };
  });
  return { standing, after: Math.max(0, virtual.getTotalSize() + top - last.end), windowed, measure };
}

const scrollerOf = (element: HTMLElement | null): HTMLElement | null => element?.closest("main") ?? null;

/** The heights of the rows that stand, in pixels. */
const heights = (body: HTMLElement | null): number[] =>
  [...(body?.querySelectorAll("[data-index]") ?? [])].map((row) => row.getBoundingClientRect().height);

const consecutive = (count: number): Standing[] =>
  Array.from({ length: count }, (_, index) => ({ index, before: 0 }));

/** Before the scrolled part is measured: the first rows, and the one with the cursor where it is further down. */
function first(count: number, cursor: number): { standing: Standing[]; after: number } {
  const standing = consecutive(Math.min(count, FIRST));
  if (cursor < FIRST) return { standing, after: (count - FIRST) * GUESS };
  const before = (cursor - FIRST) * GUESS;
  return { standing: [...standing, { index: cursor, before }], after: (count - cursor - 1) * GUESS };
}

/** Whether the page is being put on paper. */
function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const begins = () => flushSync(() => setPrinting(true));
    const ends = () => setPrinting(false);
    addEventListener("beforeprint", begins);
    addEventListener("afterprint", ends);
    return () => {
      removeEventListener("beforeprint", begins);
      removeEventListener("afterprint", ends);
    };
  }, []);
  return printing;
}
