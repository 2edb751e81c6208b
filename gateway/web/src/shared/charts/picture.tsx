import { createElement, type ReactNode, useEffect, useId, useMemo, useRef, useState } from "react";
import css from "@/shared/charts/charts.module.css";
import { type Drawing, HATCHES, type Mark, marksOf } from "@/shared/charts/drawing";

/** The width of what the reference is given to, in whole pixels; null until it is known. */
export function useWidth<E extends HTMLElement>() {
  const place = useRef<E>(null);
  const [width, setWidth] = useState<number | null>(null);
  useEffect(() => {
    if (!place.current) return;
    const watch = new ResizeObserver(([entry]) => entry && setWidth(Math.floor(entry.contentRect.width)));
    watch.observe(place.current);
    return () => watch.disconnect();
  }, []);
  return [place, width] as const;
}

interface Props {
  drawing: Drawing;
  /** What it is, and what it shows in a sentence: the table beside it says the rest. */
  label: string;
  /** Called with what a shape stands for. The same can be reached by key in the table. */
  choose?: (of: string) => void;
}

/** A drawing on the page, in the reader's colours. */
export function Picture({ drawing, label, choose }: Props) {
  const id = useId().replaceAll(":", "");
  const marks = useMemo(() => drawing.shapes.flatMap((shape) => marksOf(shape, id)), [drawing, id]);
  return (
    <svg
      role="img"
      aria-label={label}
      className={css.picture}
      viewBox={`0 0 ${drawing.width} ${drawing.height}`}
      width={drawing.width}
      height={drawing.height}
    >
      <Definitions id={id} />
      {marks.map((mark, index) => painted(mark, index, choose))}
    </svg>
  );
}

function painted(
  { tag, attributes, ink, outline, words, says, of }: Mark,
  key: number,
  choose?: (of: string) => void,
): ReactNode {
  const {
    "text-anchor": textAnchor,
    "font-size": fontSize,
    "font-weight": fontWeight,
    "stroke-dasharray": strokeDasharray,
    "pointer-events": pointerEvents,
    ...rest
  } = attributes;
  const names = { textAnchor, fontSize, fontWeight, strokeDasharray, pointerEvents };
  const act = of !== undefined && choose ? { onClick: () => choose(of), "data-acts": true } : {};
  const looks = {
    "data-ink": "fill" in attributes || tag === "line" ? undefined : ink,
    "data-outline": outline,
  };
  return createElement(
    tag,
    { key, ...rest, ...names, ...looks, ...act },
    says ? <title>{says}</title> : null,
    words,
  );
}

const FADES = { start: [0, 1, 1], end: [1, 1, 0], both: [0, 1, 0] };

function Definitions({ id }: { id: string }) {
  return (
    <defs>
      {HATCHES.slice(1).map((d, index) => (
        <pattern key={d} id={`${id}-hatch-${index + 1}`} width="6" height="6" patternUnits="userSpaceOnUse">
          <path d={d} className={css.stripe} />
        </pattern>
      ))}
      {Object.entries(FADES).map(([name, stops]) => (
        <linearGradient key={name} id={`${id}-grade-${name}`}>
          {stops.map((opacity, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: stops stand in their order
            <stop key={index} offset={index / 2} stopColor="#ffffff" stopOpacity={opacity} />
          ))}
        </linearGradient>
      ))}
      {Object.keys(FADES).map((name) => (
        <mask key={name} id={`${id}-fade-${name}`} maskContentUnits="objectBoundingBox">
          <rect width="1" height="1" fill={`url(#${id}-grade-${name})`} />
        </mask>
      ))}
    </defs>
  );
}
