import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { DecisionForm, RecallForm, RefusalForm } from "@/features/releases/acts";
import { EffectPart } from "@/features/releases/effect";
import css from "@/features/releases/releases.module.css";
import { ownOf, type Paragraphs, type Release } from "@/features/releases/types";
import { api } from "@/shared/api/client";
import { recordOptions } from "@/shared/api/queries";
import { countryName } from "@/shared/countries/iso";
import { showDay } from "@/shared/dates/show";
import { useCode, useList, useT } from "@/shared/i18n";
import { useKeys } from "@/shared/keys/keys";
import { usePageLabels } from "@/shared/label/banner";
import { Portion } from "@/shared/label/portion";
import { useAct } from "@/shared/ui/act";
import { Mark } from "@/shared/ui/marks";
import { useMyNation, useNames } from "@/shared/ui/names";
import { Facts, Part } from "@/shared/ui/page";
import { ProblemNotice } from "@/shared/ui/problem";
import { useUndo } from "@/shared/ui/undo";

type Open = "part" | "refuse" | "recall" | null;

/** One request: what is asked for, what a release of it would do, and what this reader may decide. */
export function RequestPanel({ request, next }: { request: Release; next: () => void }) {
  const t = useT();
  const code = useCode();
  const { done } = useUndo();
  const [open, setOpen] = useState<Open>(null);
  const mine = ownOf(request, useMyNation());
  const text = useQuery({
    ...recordOptions<Paragraphs>("information", `/items/${request.item?.id}/portions`),
    enabled: Boolean(request.item),
  });
  const paragraphs = text.data?.value.items ?? [];
  usePageLabels(paragraphs.map(({ mark }) => mark));
  const [chosen, setChosen] = useState<string[] | null>(null);
  const portions = chosen ?? mine?.portions ?? request.portions;
  const path = `/releases/${request.id}`;
  const act = useAct(
    async ({ name, body }: { name: string; body?: object }) => {
      const { etag } = await api.read<Release>(path);
      return api.post<Release>(`${path}/${name}`, body, { etag });
    },
    ["release"],
    (_, { name }) => {
      setOpen(null);
      setChosen(null);
      if (["approval", "refusal"].includes(name)) {
        done({ words: t(`releases.done.${name as "approval"}`), undo: () => act.mutate({ name: "undo" }) });
      } else if (name !== "undo") {
        done({ words: t(`releases.done.${name as "proposal"}`) });
      }
      if (name === "approval" || name === "refusal" || name === "proposal") next();
    },
  );
  const can = (name: string) => request.can.includes(name);
  const second = request.turn === "second" && can("approve");
  const first = !second && can("propose") && request.turn === "first";
  const decides = second || first;
  const whole = () =>
    request.item && portions.length > 0
      ? act.mutate({ name: second ? "approval" : "proposal", body: {} })
      : setOpen("part");
  const toggle = (name: Open) => setOpen(open === name ? null : name);
  useKeys(
    {
      ...(decides && {
        a: { words: t(second ? "releases.approve" : "releases.propose"), run: whole },
        p: { words: t("releases.part"), run: () => toggle("part") },
      }),
      ...(can("refuse") && { r: { words: t("releases.refuse"), run: () => toggle("refuse") } }),
      ...(can("undo") && { u: { words: t("undo.button"), run: () => act.mutate({ name: "undo" }) } }),
    },
    decides || can("refuse") || can("undo"),
  );
  return (
    <section className={css.request} data-turn={request.turn || undefined} aria-label={request.ref}>
      <div className="row">
        {request.turn && <Mark tone={second ? "warn" : "accent"}>{code("releases.turn", request.turn)}</Mark>}
        {mine?.note && <Mark tone="danger">{code("releases.note", mine.note)}</Mark>}
        {request.late && <Mark tone="danger">{t("releases.late")}</Mark>}
        <span className="muted small">{request.ref}</span>
      </div>
      <Asked request={request} />
      {act.error && <ProblemNotice error={act.error} compact />}
      <div className={css.acts}>
        {decides && (
          <>
            <Button onClick={whole} loading={act.isPending}>
              {t(second ? "releases.approve" : "releases.propose")} <kbd>A</kbd>
            </Button>
            <Button variant="default" aria-expanded={open === "part"} onClick={() => toggle("part")}>
              {t("releases.part")} <kbd>P</kbd>
            </Button>
          </>
        )}
        {can("refuse") && (
          <Button variant="default" aria-expanded={open === "refuse"} onClick={() => toggle("refuse")}>
            {t("releases.refuse")} <kbd>R</kbd>
          </Button>
        )}
        {can("undo") && (
          <Button variant="default" onClick={() => act.mutate({ name: "undo" })}>
            {t("undo.button")} <kbd>U</kbd>
          </Button>
        )}
        {can("withdraw") && (
          <Button variant="default" onClick={() => act.mutate({ name: "withdrawal" })}>
            {t("releases.withdraw")}
          </Button>
        )}
        {can("recall") && (
          <Button variant="default" aria-expanded={open === "recall"} onClick={() => toggle("recall")}>
            {t("releases.recall")}
          </Button>
        )}
      </div>
      {request.turn === "second" && !second && <p className="muted small">{t("releases.other")}</p>}
      {open === "part" && decides && (
        <DecisionForm
          request={request}
          own={mine}
          second={second}
          portions={portions}
          send={(body) => act.mutate({ name: second ? "approval" : "proposal", body })}
          busy={act.isPending}
          close={() => {
            setOpen(null);
            setChosen(null);
          }}
        />
      )}
      {open === "refuse" && (
        <RefusalForm
          send={(body) => act.mutate({ name: "refusal", body })}
          busy={act.isPending}
          close={() => setOpen(null)}
        />
      )}
      {open === "recall" && (
        <RecallForm
          id={request.id}
          send={(body) => act.mutate({ name: "recall", body })}
          busy={act.isPending}
          close={() => setOpen(null)}
        />
      )}
      {paragraphs.length > 0 && (
        <Part title={request.item?.title ?? ""}>
          <ul className={css.text}>
            {paragraphs.map(({ id, text: words, mark }) => (
              <li key={id} data-chosen={portions.includes(id) || undefined}>
                {open === "part" && decides ? (
                  <label>
                    <input
                      type="checkbox"
                      checked={portions.includes(id)}
                      onChange={({ currentTarget: { checked } }) =>
                        setChosen(checked ? [...portions, id] : portions.filter((one) => one !== id))
                      }
                    />{" "}
                    <Portion label={mark} /> {words}
                  </label>
                ) : (
                  <>
                    <Portion label={mark} /> {words}
                    {portions.includes(id) && <span className="hidden-text">{t("releases.chosen")}</span>}
                  </>
                )}
              </li>
            ))}
          </ul>
        </Part>
      )}
      {mine && request.item && request.state === "open" && (
        <EffectPart id={request.id} portions={portions} paragraphs={paragraphs} />
      )}
      <Consents request={request} />
    </section>
  );
}

function Asked({ request }: { request: Release }) {
  const t = useT();
  const code = useCode();
  const list = useList();
  const names = useNames();
  const { nation, to, sight, about, reason, wanted_by, conditions, expires_on, whatever, asked_by } = request;
  return (
    <>
      <h2>
        <Portion label={request.label} />{" "}
        {t(request.item ? "releases.asks" : "releases.asks.question", {
          nation: countryName(nation),
          to: list(to.map(names)),
        })}
      </h2>
      <Facts
        facts={[
          [t("releases.about"), about],
          [t("releases.reason"), reason],
          [t("releases.sight"), code("releases.sight", sight)],
          [t("releases.whatever"), whatever && t("releases.whatever.yes")],
          [t("releases.wanted"), wanted_by && showDay(wanted_by)],
          [t("releases.conditions"), conditions],
          [t("releases.expires"), expires_on && showDay(expires_on)],
          [t("releases.askedBy"), asked_by],
        ]}
      />
    </>
  );
}

/** What each nation decided, as far as the reader may know. */
function Consents({ request: { consents, originators } }: { request: Release }) {
  const t = useT();
  const code = useCode();
  const silent = originators.filter((nation) => !consents.some((one) => one.nation === nation));
  return (
    <Part title={t("releases.consents")}>
      <ul className={css.consents}>
        {consents.map((one) => (
          <li key={one.nation}>
            <strong>{countryName(one.nation)}</strong>: {code("releases.consent", one.state)}
            {one.why && `, ${code("releases.why", one.why).toLowerCase()}`}
            {one.reason && `. ${one.reason}`}
            {one.answer && `. ${one.answer}`}
            {one.conditions && `. ${t("releases.conditions")}: ${one.conditions}`}
            {one.expires_on && `. ${t("releases.expires")}: ${showDay(one.expires_on)}`}
            {one.proposed_by && (
              <span className="muted small"> {t("releases.proposedBy", { name: one.proposed_by })}</span>
            )}
            {one.decided_by && (
              <span className="muted small"> {t("releases.decidedBy", { name: one.decided_by })}</span>
            )}
          </li>
        ))}
        {silent.map((nation) => (
          <li key={nation}>
            <strong>{countryName(nation)}</strong>: {t("releases.silent")}
          </li>
        ))}
      </ul>
    </Part>
  );
}
