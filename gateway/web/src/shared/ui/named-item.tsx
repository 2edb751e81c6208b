import { Link } from "@tanstack/react-router";
import type { ItemName } from "@/shared/api/types";
import { usePageLabels } from "@/shared/label/banner";
import { Portion } from "@/shared/label/portion";

/** An item that another page names: its title stands behind its own portion mark, and its label in the page's banner. */
export function NamedItem({ item, className = "link" }: { item: ItemName; className?: string }) {
  usePageLabels([item.label]);
  return (
    <span>
      <Portion label={item.label} />{" "}
      <Link to="/taskings/$id" params={{ id: item.id }} className={className}>
        {item.title}
      </Link>
    </span>
  );
}
