import { useQuery } from "@tanstack/react-query";
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useId,
  useLayoutEffect,
  useMemo,
  useState,
} from "react";
import { api } from "@/shared/api/client";
import { Problem } from "@/shared/api/problem";
import type { LabelInput, LabelPortion, LabelView, Level, RollUp } from "@/shared/api/types";
import { useT } from "@/shared/i18n";
import css from "@/shared/label/label.module.css";
import { usePolicy } from "@/shared/ui/names";

interface Registry {
  labels: LabelView[];
  /** Each part of a page tells its own; null takes them back. */
  show(part: string, labels: LabelView[] | null): void;
}
const Context = createContext<Registry>({ labels: [], show: () => {} });

/** Holds the labels of the page that is open, for the banner above and below it. */
export function BannerProvider({ children }: { children: ReactNode }) {
  const [parts, setParts] = useState<ReadonlyMap<string, LabelView[]>>(new Map());
  const show = useCallback((part: string, labels: LabelView[] | null) => {
    setParts((before) => {
      const next = new Map(before);
      if (labels?.length) next.set(part, labels);
      else next.delete(part);
      return next;
    });
  }, []);
  const registry = useMemo(() => ({ labels: distinct([...parts.values()].flat()), show }), [parts, show]);
  return <Context value={registry}>{children}</Context>;
}

/** Tells the banner what this part of the page shows; it rolls up what all parts tell. */
export function usePageLabels(labels: (LabelView | null | undefined)[] = []): void {
  const { show } = useContext(Context);
  const part = useId();
  const known = labels.filter((label): label is LabelView => Boolean(label));
  const mark = known.map(identity).join("|");
  // Before the browser paints: no part is ever seen under a banner that does not know of it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the marking says whether anything changed
  useLayoutEffect(() => {
    show(part, distinct(known));
    return () => show(part, null);
  }, [show, part, mark]);
}

/** Each different label once. */
export function distinct(labels: LabelView[]): LabelView[] {
  return [...new Map(labels.map((label) => [identity(label), label])).values()];
}

/** What tells labels apart: the marking, and what only a further roll-up sees. */
export const identity = ({ banner, apart, epochs, basis }: LabelView): string =>
  [banner, apart, ...(epochs ?? []), ...(basis ?? [])].join(" ");

/** What the API takes back of a label that it gave. */
export function inputOf(label: LabelView): LabelInput {
  const { policy, level, owner, rel, only, display_only, coi, restrictive, noforn, dissem = [] } = label;
  const flags = {
    noforn: noforn ?? false,
    orcon: dissem.includes("ORCON"),
    relido: dissem.includes("RELIDO"),
  };
  // A view names the policy with its version; a person sets a label under the policy as it is now.
  const name = policy?.split("@")[0];
  return { policy: name, level, owner, rel, only, display_only, coi, restrictive, ...flags };
}

/** A label whole, as it was told, for what is put together of it and others. */
export function portionOf(label: LabelView): LabelPortion {
  const { orcon: _orcon, relido: _relido, ...set } = inputOf(label);
  const { dissem, foreign, informative, epochs, basis } = label;
  return { ...set, policy: label.policy, dissem, foreign, informative, epochs, basis };
}

/** A label of the nation's own for its readers: what one nation alone owns is its own to release. */
export function ownedBy(nation: string, label: LabelView, more: string[] = []): LabelInput {
  const readers = new Set([...(label.readable_by?.nations ?? []), ...more]);
  readers.delete(nation);
  return { ...inputOf(label), owner: [nation], rel: [...readers], only: [], display_only: [], noforn: false };
}

/** The label under which a nation adds to a record: the record's, or for who reads and views it its own. */
export const addedBy = (nation: string, label: LabelView): LabelInput =>
  label.owner.includes(nation)
    ? inputOf(label)
    : { ...ownedBy(nation, label), display_only: label.display_only.filter((code) => code !== nation) };

const levelOf = (label: Pick<LabelInput, "level">, levels: Level[]) =>
  levels.find(({ name, value }) => name === label.level || String(value) === String(label.level));

interface Marking {
  text: string;
  level: Level | undefined;
}

/**
 * The roll-up of several labels, by the service that owns the rule. Until it has answered, and where it cannot, the
 * banner asks for the most: the highest level, to be handled as the owner's alone. It never under-marks.
 */
function useRollUp(labels: LabelView[]): Marking {
  const t = useT();
  const levels = usePolicy()?.levels ?? [];
  const several = labels.length > 1;
  const already = labels.some(({ apart }) => apart);
  const { data, error } = useQuery({
    queryKey: ["policy", "rollup", labels.map(identity).sort()],
    queryFn: () => api.post<RollUp>("/labels/roll-up", { labels: labels.map(portionOf) }),
    enabled: several && !already,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    refetchInterval: ({ state }) => state.status === "error" && !isApart(state.error) && ROLL_UP_AGAIN,
  });
  const known = labels.map((label) => levelOf(label, levels));
  const highest = extreme(known, (a, b) => b.value - a.value);
  const single = labels[0];
  if (single && !several) return { text: single.banner, level: known[0] };
  if (data) return { text: data.label.banner, level: levelOf(data.label, levels) ?? highest };
  if (!single) {
    const lowest = extreme(levels, (a, b) => a.value - b.value);
    return { text: lowest?.name ?? "", level: lowest };
  }
  // A level that the policy does not name cannot be ranked: then only its name is not said.
  const level = known.every(Boolean) ? highest : undefined;
  const words = { level: level?.name ?? t("banner.unranked") };
  return { text: t(already || isApart(error) ? "banner.apart" : "banner.checking", words), level };
}

/** Whether the service has said that nobody may read the whole: who is shown the parts reads each by its mark. */
const isApart = (error: unknown): boolean =>
  error instanceof Problem && error.errors.some(({ rule }) => rule === "roll_up_refused");

const ROLL_UP_AGAIN = 10_000;

const extreme = (levels: (Level | undefined)[], order: (a: Level, b: Level) => number): Level | undefined =>
  levels.filter((level) => level !== undefined).sort(order)[0];

/** The marking of all that is on the page, in words: what its banner says. */
export const usePageMarking = (): string => useRollUp(useContext(Context).labels).text;

/** The marking of all that is on the page: words always, the policy's colour beside them. */
export function Banner({ place }: { place: "top" | "bottom" }) {
  const t = useT();
  const { labels } = useContext(Context);
  const { text, level } = useRollUp(labels);
  return (
    <section
      className={css.banner}
      data-place={place}
      aria-label={t(`banner.${place}`)}
      style={{ backgroundColor: level?.colour ?? "#44504d", color: level?.text_colour ?? "#ffffff" }}
    >
      {text || "\u00a0"}
    </section>
  );
}
