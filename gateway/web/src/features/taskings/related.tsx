import css from "@/features/taskings/taskings.module.css";
import type { Item } from "@/shared/api/types";
import { usePageLabels } from "@/shared/label/banner";
import { StateMark } from "@/shared/ui/marks";
import { NamedItem } from "@/shared/ui/named-item";
import { useForumLabels } from "@/shared/ui/names";
import { Part } from "@/shared/ui/page";

/** Children or escalations of a tasking, each under its own label. */
export function Related({ title, items }: { title: string; items: NonNullable<Item["children"]> }) {
  usePageLabels(useForumLabels(items.map(({ forum }) => forum?.id)));
  if (items.length === 0) return null;
  return (
    <Part title={title}>
      <ul className={css.links}>
        {items.map((item) => (
          <li key={item.id}>
            <NamedItem item={item} />
            <StateMark state={item.state} of="item" standing={item.state_standing} />
            <span className="muted small">{item.forum?.name}</span>
            <span className="ref">{item.ref}</span>
          </li>
        ))}
      </ul>
    </Part>
  );
}
