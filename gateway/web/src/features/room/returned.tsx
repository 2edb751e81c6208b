import css from "@/features/room/room.module.css";
import { useRecord } from "@/shared/api/queries";
import type { Item, LifeEvent } from "@/shared/api/types";
import { useCode } from "@/shared/i18n";
import { usePageLabels } from "@/shared/label/banner";
import { Portion } from "@/shared/label/portion";

/** What brings an item back to the table: why it was returned to its issuer, or how it was adjudicated above. */
export function CameBack({ item, by }: { item: Item; by: "returned" | "adjudicated" }) {
  const code = useCode();
  const query = useRecord<{ items: LifeEvent[] }>("item", `/taskings/${item.id}/life`);
  const last = query.data?.value.items.findLast(({ kind, item: { id } }) => kind === by && id === item.id);
  usePageLabels(last ? [last.label] : []);
  const words = last?.reason || last?.text;
  if (!last || !words) return null;
  return (
    <p className={css.answer}>
      <Portion label={last.label} /> <span className="muted">{code("life", by)}: </span>
      {words}
    </p>
  );
}
