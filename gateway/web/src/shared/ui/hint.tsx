import { Tooltip } from "@mantine/core";
import { type ComponentPropsWithoutRef, useState } from "react";

/**
 * A word that says more under the pointer. What it says is made once the pointer comes: a tooltip sets its state
 * again and again as it is mounted, and rows that come while a list is walked quickly would never let React rest
 * (its limit of nested updates counts every commit that leaves something to do).
 */
export function Hint({ label, ...rest }: ComponentPropsWithoutRef<"span"> & { label?: string }) {
  const [over, setOver] = useState<HTMLElement | null>(null);
  return (
    <>
      <span {...rest} onPointerEnter={(event) => setOver(event.currentTarget)} />
      {over && label && <Tooltip label={label} target={over} defaultOpened />}
    </>
  );
}
