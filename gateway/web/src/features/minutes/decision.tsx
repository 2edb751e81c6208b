import { Link } from "@tanstack/react-router";
import css from "@/features/minutes/minutes.module.css";
import { useRecord } from "@/shared/api/queries";
import type { Decision } from "@/shared/api/types";
import { useCode, useT } from "@/shared/i18n";
import { Portion } from "@/shared/label/portion";
import { ReadableWords } from "@/shared/label/readable";
import { Loads } from "@/shared/ui/loads";
import { StandingMark } from "@/shared/ui/marks";
import { NamedItem } from "@/shared/ui/named-item";
import { useForumLabels } from "@/shared/ui/names";
import { Facts, Page, Part } from "@/shared/ui/page";

/** One decision in its words, where it was made and what follows from it. */
export function DecisionView({ id }: { id: string }) {
  const t = useT();
  const code = useCode();
  const query = useRecord<Decision>("item", `/decisions/${id}`);
  const decision = query.data?.value;
  const forums = useForumLabels([decision?.forum?.id]);
  return (
    <Page
      title={decision ? `${code("decision.kind", decision.kind)} ${decision.ref}` : t("decision.title")}
      labels={[decision?.label, ...forums]}
      above={
        decision?.forum && (
          <Link to="/forums/$id" params={{ id: decision.forum.id }}>
            {decision.forum.name}
          </Link>
        )
      }
      marks={decision && <StandingMark standing={decision.standing} unseen={decision.unseen_by} always />}
    >
      <Loads query={query}>
        {({ value }) => (
          <div className="stack">
            {value.substituted && <p className="muted">{t("decision.substituted")}</p>}
            <p className={css.text}>
              <Portion label={value.label} /> {value.text}
            </p>
            <Facts facts={factsOf(value, t)} />
            {(value.items ?? []).length > 0 && (
              <Part title={t("decision.items")}>
                <ul className={css.list}>
                  {value.items?.map((item) => (
                    <li key={item.id}>
                      <NamedItem item={item} className={css.name} />
                      <span className="ref">{item.ref}</span>
                    </li>
                  ))}
                </ul>
              </Part>
            )}
          </div>
        )}
      </Loads>
    </Page>
  );
}

function factsOf(value: Decision, t: ReturnType<typeof useT>): [string, React.ReactNode][] {
  return [
    [
      t("decision.meeting"),
      value.meeting && (
        <Link to="/meetings/$id" params={{ id: value.meeting.id }} className="link">
          {value.meeting.ref}
        </Link>
      ),
    ],
    [t("decision.settles"), value.settles && <NamedItem key="settles" item={value.settles} />],
    [t("label.legend"), <ReadableWords key="label" label={value.label} nations={[]} />],
  ];
}
