import css from "@/features/room/room.module.css";
import { useRecord } from "@/shared/api/queries";
import type { Item } from "@/shared/api/types";
import { useT } from "@/shared/i18n";
import { usePageLabels } from "@/shared/label/banner";
import { Portion } from "@/shared/label/portion";
import { Loads } from "@/shared/ui/loads";
import { StateMark } from "@/shared/ui/marks";
import { NamedItem } from "@/shared/ui/named-item";
import { useForumLabels } from "@/shared/ui/names";

/** What the children of a tasking were answered, as far as the reader may know it: its own answer rests on them. */
export function ChildrenAnswers({ item }: { item: Item }) {
  const t = useT();
  usePageLabels(useForumLabels(item.children.map(({ forum }) => forum?.id)));
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
  const query = useRecord<Item>("item", `/taskings/${child.id}`);
  return (
    <li>
      <span className="row">
        <NamedItem item={child} /> <StateMark state={child.state} of="item" standing={child.state_standing} />
        {child.forum && <span className="muted small">{child.forum.name}</span>}
        <span className="ref">{child.ref}</span>
      </span>
      <Loads query={query} rows={1}>
        {({ value }) => <Answer item={value} />}
      </Loads>
    </li>
  );
}

function Answer({ item }: { item: Item }) {
  const t = useT();
  usePageLabels([item.answer_label]);
  if (!item.answer) return <p className="muted small">{t("room.children.unanswered")}</p>;
  return (
    <p>
      <Portion label={item.answer_label} /> {item.answer}
    </p>
  );
}
