import { Button } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useT } from "@/shared/i18n";
import css from "@/shared/ui/table.module.css";

/** What a list that comes page after page has besides what is shown; `busy` while any of it is being read. */
export interface More {
  has: boolean;
  busy: boolean;
  load: () => void;
}

/** So far below what is in sight the next page is read already. */
const AHEAD = "800px";

/**
 * The next page of a list: read by itself once its end comes near, and by a button. It is tried once for each length:
 * a page that could not be read is asked for again by the button alone.
 */
export function NextPage({ more, count }: { more: More; count: number }) {
  const t = useT();
  const button = useRef<HTMLButtonElement>(null);
  const tried = useRef(-1);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `load` is another one each time, and does the same
  useEffect(() => {
    if (!button.current || more.busy || tried.current === count) return;
    const near = ([seen]: IntersectionObserverEntry[]) => {
      if (!seen?.isIntersecting) return;
      watch.disconnect();
      tried.current = count;
      more.load();
    };
    const watch = new IntersectionObserver(near, {
      root: button.current.closest("main"),
      rootMargin: `0px 0px ${AHEAD} 0px`,
    });
    watch.observe(button.current);
    return () => watch.disconnect();
  }, [count, more.busy]);
  return (
    <Button ref={button} variant="default" loading={more.busy} onClick={more.load} className={css.more}>
      {t("list.more")}
    </Button>
  );
}
