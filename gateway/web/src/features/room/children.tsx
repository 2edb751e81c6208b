import css from "@/features/room/room.module.css";
import { useRecord } from "@/shared/api/queries";
import type { Item } from "@/shared/api/types";
import { useT } from "@/shared/i18n";
import { usePageLabels } from "@/shared/label/banner";
import { Portion } from "@/shared/label/portion";
import { StateMark } from "@/shared/ui/marks";
import { NamedItem } from "@/shared/ui/named-item";

/** What the children of a tasking were answered, as far as the reader may know it: its own answer rests on them. */
export function ChildrenAnswers({ item }: { item: Item }) {
  const t = useT();
  if (item.children.length === 0) return null;
  return (
    <section className={css.children} aria-labelledby="children-answers">
      <h3 id="children-answers">{t("room.children.answers")}</h3>
      <ul>
        {item.children.map((child) => (
          <ChildAnswer key={child.id} child={child} />
        ))}
      </ul>
    </section>
  );
}

function ChildAnswer({ child }: { child: Item["children"][number] }) {
  const t = useT();
  const { data } = useRecord<Item>("item", `/taskings/${child.id}`);
  const known = data?.value;
  usePageLabels([known?.answer_label]);
  return (
    <li>
      <span className="row">
        <NamedItem item={child} /> <StateMark state={child.state} of="item" />
      </span>
      {known?.answer ? (
        <p>
          <Portion label={known.answer_label} /> {known.answer}
        </p>
      ) : (
        known && <p className="muted small">{t("room.children.unanswered")}</p>
      )}
    </li>
  );
}
