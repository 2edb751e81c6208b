import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { recordOptions } from "@/shared/api/queries";
import type { Item, LabelView } from "@/shared/api/types";
import { usePageLabels } from "@/shared/label/banner";
import { Portion } from "@/shared/label/portion";

interface Named {
  id: string;
  ref: string;
  title: string;
  label?: LabelView;
}

/** An item that another page names: its title stands behind its own portion mark, and its label in the page's banner. */
export function NamedItem({ item, className = "link" }: { item: Named; className?: string }) {
  const read = useQuery({
    ...recordOptions<Item>("item", `/taskings/${item.id}`),
    enabled: item.label === undefined,
  });
  const label = item.label ?? read.data?.value.label;
  usePageLabels([label]);
  return (
    <span>
      <Portion label={label} />{" "}
      <Link to="/taskings/$id" params={{ id: item.id }} className={className}>
        {/* Its words are not shown before it is known how they are marked. */}
        {label ? item.title : item.ref}
      </Link>
    </span>
  );
}
