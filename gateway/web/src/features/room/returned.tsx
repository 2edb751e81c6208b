import css from "@/features/room/room.module.css";
import { useRecord } from "@/shared/api/queries";
import type { Item, LifeEvent } from "@/shared/api/types";
import { useCode } from "@/shared/i18n";
import { usePageLabels } from "@/shared/label/banner";
import { Portion } from "@/shared/label/portion";

/** Why an item came back to its issuer: what the back-brief has to settle. */
export function Returned({ item }: { item: Item }) {
  const code = useCode();
  const query = useRecord<{ items: LifeEvent[] }>("item", `/taskings/${item.id}/life`);
  const last = query.data?.value.items.findLast(
    ({ kind, item: { id } }) => kind === "returned" && id === item.id,
  );
  usePageLabels(last ? [last.label] : []);
  const words = last?.reason || last?.text;
  if (!last || !words) return null;
  return (
    <p className={css.answer}>
      <Portion label={last.label} /> <span className="muted">{code("item.state", "returned")}: </span>
      {words}
    </p>
  );
}
