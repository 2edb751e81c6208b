import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useState } from "react";
import css from "@/features/brief/brief.module.css";
import { may } from "@/shared/api/can";
import { usePages } from "@/shared/api/queries";
import type { Awaited } from "@/shared/api/types";
import { showInstant } from "@/shared/dates/show";
import { useCode, useT } from "@/shared/i18n";
import { nationInSentence } from "@/shared/i18n/en/nation";
import { usePageLabels } from "@/shared/label/banner";
import { Portion } from "@/shared/label/portion";
import { late } from "@/shared/ui/late";
import { Mark } from "@/shared/ui/marks";
import { NamedItem } from "@/shared/ui/named-item";
import { useForumLabels, useMe } from "@/shared/ui/names";
import type { Stand } from "@/shared/ui/stand-form";

const [StandInPlace, useStandInPlace] = late(
  async () => (await import("@/features/brief/stand-in-place")).StandInPlace,
);

/** What awaits a stand that this person can take for their nation; nothing for anybody else. */
export function AwaitedStands() {
  const t = useT();
  const me = useMe();
  const query = usePages<Awaited>("item", "/concurrences");
  const { items } = query;
  const forums = useForumLabels(items.map(({ forum }) => forum?.id));
  usePageLabels([...items.map(({ label }) => label), ...forums]);
  if (items.length === 0) return null;
  return (
    <section aria-labelledby="awaited">
      <h2 id="awaited" className={css.group}>
        {t("concur.title", { nation: nationInSentence(me.nation_name ?? "") })}
      </h2>
      <ul className={css.lines}>
        {items.map((item) => (
          <AwaitedRow key={item.kind + item.id} item={item} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button variant="subtle" loading={query.more.busy} onClick={query.more.load}>
          {t("list.more")}
        </Button>
      )}
    </section>
  );
}

function AwaitedRow({ item }: { item: Awaited }) {
  useStandInPlace();
  const t = useT();
  const code = useCode();
  const [stand, setStand] = useState<Stand | null>(null);
  const open = (["concur", "withhold"] as const).filter((each) => may(item.can, each));
  const minutes = item.kind === "minutes";
  return (
    <li className={css.line}>
      <div className={css.when}>
        {item.deadline && (
          <span className={css.far}>{t("concur.deadline", { when: showInstant(item.deadline) })}</span>
        )}
      </div>
      <div>
        <AwaitedTitle item={item} />
        {!minutes && <AwaitedWords item={item} />}
        <div className={css.detail}>
          <span>{minutes ? t("concur.kind.minutes") : code("concur.kind", item.outcome ?? item.kind)}</span>
          {item.anew && <Mark tone="warn">{t("concur.anew")}</Mark>}
          <span>{item.forum?.name}</span>
          <span className="ref">{item.ref}</span>
        </div>
        {stand && <StandInPlace item={item} stand={stand} close={() => setStand(null)} />}
      </div>
      <div className={`${css.acts} row`}>
        {minutes ? (
          <Link to="/meetings/$id" params={{ id: item.id }} search={{ face: "after" }} className="link">
            {t("concur.open")}
          </Link>
        ) : (
          !stand &&
          open.map((each) => (
            <Button key={each} variant="default" onClick={() => setStand(each)}>
              {t(`minutes.act.${each}`)}
            </Button>
          ))
        )}
      </div>
    </li>
  );
}

/** The record that it is about, by a link, each under its own label. */
function AwaitedTitle({ item }: { item: Awaited }) {
  const code = useCode();
  const titled = (children: ReactNode) => <div className={css.title}>{children}</div>;
  if (item.kind === "minutes") {
    return titled(
      <>
        <Portion label={item.label} />
        <Link to="/meetings/$id" params={{ id: item.id }} search={{ face: "after" }}>
          {item.title}
        </Link>
      </>,
    );
  }
  if (item.item) return titled(<NamedItem item={item.item} />);
  return titled(<strong>{code("concur.kind", item.outcome ?? item.kind)}</strong>);
}

/** The words in which a nation concurs, and what they made. */
function AwaitedWords({ item }: { item: Awaited }) {
  const t = useT();
  // An escalation is raised in the words of the outcome that asks: they are said once.
  const made = item.made.filter(({ text }) => item.outcome !== "escalated" || text !== item.text);
  usePageLabels(made.map(({ label }) => label));
  return (
    <div className={css.words}>
      {item.text && (
        <p>
          <Portion label={item.label} /> {item.text}
        </p>
      )}
      {made.map((each) => (
        <p key={each.id}>
          <NamedItem item={each} /> {each.text}
        </p>
      ))}
      {item.kind === "adjudication" && (
        <Link to="/decisions/$id" params={{ id: item.id }} className="link">
          {t("concur.decision", { ref: item.ref })}
        </Link>
      )}
    </div>
  );
}
