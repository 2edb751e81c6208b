import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { ConsentForm, DealtForm } from "@/features/overlaps/forms";
import css from "@/features/overlaps/overlaps.module.css";
import { overlapLabels } from "@/shared/activities/labels";
import { Hosts, NationCodes, periodWords, StatusMark } from "@/shared/activities/marks";
import { OverlapMarks, overlapWhen } from "@/shared/activities/overlap";
import type { ActivityName, Card, Overlap } from "@/shared/activities/types";
import { api } from "@/shared/api/client";
import { useRecord } from "@/shared/api/queries";
import { countryName } from "@/shared/countries/iso";
import { showInstant } from "@/shared/dates/show";
import { useCode, useT } from "@/shared/i18n";
import { nationInSentence } from "@/shared/i18n/en/nation";
import { Portion } from "@/shared/label/portion";
import { useAct } from "@/shared/ui/act";
import { usePageCommands } from "@/shared/ui/commands";
import { Loads } from "@/shared/ui/loads";
import { Facts, Page, Part } from "@/shared/ui/page";
import { ProblemNotice } from "@/shared/ui/problem";

const ACTS = ["seen", "accept", "resolve", "consent", "withdraw"] as const;
type Act = (typeof ACTS)[number];

/** One overlap: both sides, why it is one, what was done about it, and what can be. */
export function OverlapView({ id }: { id: string }) {
  const t = useT();
  const code = useCode();
  const [open, setOpen] = useState<Act | null>(null);
  const query = useRecord<Overlap>("overlap", `/overlaps/${id}`);
  const overlap = query.data?.value;
  const act = useAct(
    (name: "seen" | "withdraw") =>
      name === "seen"
        ? api.post(`/overlaps/${id}/acts`, { act: "seen" })
        : api.post(`/overlaps/${id}/withdraw`, {}),
    ["overlap"],
  );
  const may = ACTS.filter((name) => overlap?.may.includes(name));
  const choose = (name: Act) =>
    name === "seen" || name === "withdraw" ? act.mutate(name) : setOpen(open === name ? null : name);
  usePageCommands(may.map((name) => ({ id: name, name: t(`overlap.act.${name}`), run: () => choose(name) })));
  return (
    <Page
      title={overlap ? t("overlap.in", { country: countryName(overlap.country) }) : t("overlap.title")}
      labels={overlap ? overlapLabels(overlap) : []}
      above={<Link to="/activities/overlaps">{t("overlaps.title")}</Link>}
      marks={overlap && <OverlapMarks overlap={overlap} />}
      below={
        overlap && [overlapWhen(t, overlap), code("overlap.state", overlap.state)].filter(Boolean).join(" · ")
      }
      actions={may.map((name) => (
        <Button
          key={name}
          variant={name === "resolve" ? "filled" : "default"}
          aria-expanded={["accept", "resolve", "consent"].includes(name) ? open === name : undefined}
          onClick={() => choose(name)}
        >
          {t(`overlap.act.${name}`)}
        </Button>
      ))}
    >
      <Loads query={query}>
        {({ value }) => (
          <>
            {act.error && <ProblemNotice error={act.error} compact />}
            {(open === "accept" || open === "resolve") && (
              <DealtForm key={open} overlap={value} act={open} close={() => setOpen(null)} />
            )}
            {open === "consent" && <ConsentForm overlap={value} close={() => setOpen(null)} />}
            <Body overlap={value} />
          </>
        )}
      </Loads>
    </Page>
  );
}

function Body({ overlap }: { overlap: Overlap }) {
  const t = useT();
  const code = useCode();
  const { left, right, own, other, consent, why, dimensions, acts } = overlap;
  const activities = [left, right, ...(left ? [] : own)].filter((each): each is ActivityName =>
    Boolean(each),
  );
  return (
    <>
      <div className={css.sides}>
        {activities.map((activity) => (
          <Side key={activity.id} activity={activity} />
        ))}
        {other && (
          <Presence
            nation={other.nation}
            overlap={overlap}
            card={consent?.open ? consent.other_card : null}
          />
        )}
      </div>
      <Part title={t("overlap.why")}>
        <ul className={css.why}>
          {why.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        <dl className={css.dimensions}>
          {Object.entries(dimensions).map(([name, value]) => (
            <div key={name}>
              <dt>{code("overlap.dimension", name)}</dt>
              <dd>{code("overlap.kind", value)}</dd>
            </div>
          ))}
        </dl>
      </Part>
      {acts.length > 0 && (
        <Part title={t("overlap.acts")}>
          <ul className={css.why}>
            {acts.map(({ nation, act, how, note, at, label }) => (
              <li key={at + nation}>
                <Portion label={label} /> {countryName(nation)}: {code("overlap.state", act)}
                {how && ` (${code("overlap.resolved", how).toLowerCase()})`}, {showInstant(at)}
                {note && `. ${note}`}
              </li>
            ))}
          </ul>
        </Part>
      )}
    </>
  );
}

function Side({ activity }: { activity: ActivityName }) {
  const t = useT();
  const code = useCode();
  const { id, title, label, lead, nations, hosts, tool, status } = activity;
  return (
    <section className={css.side}>
      <h2>
        <Portion label={label} />{" "}
        <Link to="/activities/$id" params={{ id }} className="link">
          {title}
        </Link>
      </h2>
      <Facts
        facts={[
          [t("activity.when"), periodWords(t, activity)],
          [t("activity.hosts"), hosts.length > 0 && <Hosts codes={hosts} />],
          [t("activity.lead"), lead && countryName(lead)],
          [t("activity.nations"), <NationCodes key="nations" codes={nations} lead={lead} />],
          [t("activity.tool"), tool && code("activity.tool", tool)],
          [t("activity.status"), <StatusMark key="status" status={status} />],
        ]}
      />
    </section>
  );
}

/** The other side of which only the presence is known, until both have consented. */
function Presence({ nation, overlap, card }: { nation: string; overlap: Overlap; card: Card | null }) {
  const t = useT();
  const code = useCode();
  const { country, tool, consent } = overlap;
  return (
    <section className={css.side}>
      <h2>{countryName(nation)}</h2>
      <Facts
        facts={[
          [t("overlap.presence.month"), overlapWhen(t, overlap)],
          [t("activity.hosts"), countryName(country)],
          [t("activity.tool"), tool && code("activity.tool", tool)],
        ]}
      />
      {card ? (
        <>
          <p>
            <Portion label={card.label} /> <strong>{card.title}</strong>
          </p>
          <p>{card.text}</p>
          <p className="muted small">{card.contact}</p>
        </>
      ) : (
        <>
          <p>{t("overlap.presence.only")}</p>
          <p className="muted small">
            {t(consent?.own ? "overlap.consent.waits" : "overlap.consent.ask", {
              nation: nationInSentence(countryName(nation)),
            })}
          </p>
        </>
      )}
    </section>
  );
}
