import { Button } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useT } from "@/shared/i18n";
import css from "@/shared/ui/table.module.css";

/** What a list that comes page after page has besides what is shown. */
export interface More<T = unknown> {
  has: boolean;
  /** While any of it is being read. */
  busy: boolean;
  /** Whether the next page could not be read. */
  failed: boolean;
  load: () => void;
  /**
   * Reads the list anew from its beginning, up to a bound; says how many rows it has. `cut` where there are more.
   * Fails where a page cannot be read, and with an `AbortError` once the signal says so.
   */
  every: (signal: AbortSignal, read: (count: number) => void) => Promise<{ rows: T[]; cut: boolean }>;
}

/** So far below what is in sight the next page is read already. */
const AHEAD = "800px";

/**
 * The next page of a list: read by itself once its end comes near, and by a button. A page that could not be read is
 * asked for again by the button alone; one that a change cut short is read by itself after what changed. On paper it says
 * that the list goes on.
 */
export function NextPage({ more, count }: { more: Pick<More, "busy" | "failed" | "load">; count: number }) {
  const t = useT();
  const button = useRef<HTMLButtonElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `load` is another one each time, and does the same
  useEffect(() => {
    if (!button.current || more.busy || more.failed) return;
    const near = ([seen]: IntersectionObserverEntry[]) => {
      if (!seen?.isIntersecting) return;
      watch.disconnect();
      more.load();
    };
    const watch = new IntersectionObserver(near, {
      root: button.current.closest("main"),
      rootMargin: `0px 0px ${AHEAD} 0px`,
    });
    watch.observe(button.current);
    return () => watch.disconnect();
  }, [count, more.busy, more.failed]);
  return (
    <>
      <Button ref={button} variant="default" loading={more.busy} onClick={more.load} className={css.more}>
        {t("list.more")}
      </Button>
      <p className={css.partly}>{t("list.partly", { count })}</p>
    </>
  );
}
