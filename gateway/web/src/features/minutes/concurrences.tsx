import { Button } from "@mantine/core";
import { useState } from "react";
import css from "@/features/minutes/minutes.module.css";
import { SilenceForm } from "@/features/minutes/silence-form";
import { may } from "@/shared/api/can";
import { api } from "@/shared/api/client";
import type { Loaded } from "@/shared/api/queries";
import type { Concurrence, Meeting, Minutes } from "@/shared/api/types";
import { showInstant } from "@/shared/dates/show";
import { useCode, useT } from "@/shared/i18n";
import { usePageCommands } from "@/shared/ui/commands";
import { Mark } from "@/shared/ui/marks";
import { useMyNation, useNames } from "@/shared/ui/names";
import { Part } from "@/shared/ui/page";
import { type Stand, StandForm } from "@/shared/ui/stand-form";

const TONE: Record<string, "plain" | "good" | "danger"> = {
  pending: "plain",
  concurred: "good",
  concur: "good",
  withheld: "danger",
  withhold: "danger",
  silence: "good",
};

/** Where every member nation stands; each speaks for itself alone. */
export function Concurrences({ meeting, loaded }: { meeting: Meeting; loaded: Loaded<Minutes> }) {
  const t = useT();
  const own = useMyNation();
  const minutes = loaded.value;
  const [act, setAct] = useState<{ act: Stand | "silence"; nation: string } | null>(null);
  const mine = minutes.concurrences.find(({ nation }) => nation === own);
  const recorded = [...minutes.decisions, ...minutes.taskings, ...minutes.outcomes];
  // A nation that concurred may do so again in what it could not read then, agreed or not.
  const anew =
    minutes.state === "minutes_agreed" || recorded.some(({ unseen_by }) => unseen_by.includes(own));
  const open = (["concur", "withhold"] as const).filter((each) => mine && may(minutes.can, each));
  usePageCommands(
    open.map((each) => ({
      id: each,
      name: t(`minutes.act.${each}`),
      run: () => setAct({ act: each, nation: own }),
    })),
  );
  return (
    <Part title={t("minutes.concurrence")}>
      <p className="muted small">{t("minutes.concurrence.lead")}</p>
      <ul className={css.list}>
        {minutes.concurrences.map((stand) => (
          <li key={stand.nation}>
            <StandRow stand={stand} />
            <div className="row">
              {stand.nation === own &&
                (stand.stand !== "concurred" || anew) &&
                open.map((each) => (
                  <Button
                    key={each}
                    variant={each === "concur" ? "filled" : "default"}
                    aria-expanded={act?.act === each}
                    onClick={() => setAct({ act: each, nation: stand.nation })}
                  >
                    {t(`minutes.act.${each}`)}
                  </Button>
                ))}
              {stand.nation !== own && stand.stand === "pending" && may(minutes.can, "silence") && (
                <Button
                  variant="default"
                  aria-expanded={act?.act === "silence" && act.nation === stand.nation}
                  onClick={() => setAct({ act: "silence", nation: stand.nation })}
                >
                  {t("minutes.act.silence")}
                </Button>
              )}
            </div>
            {act?.nation === stand.nation && (
              <Act meetingId={meeting.id} loaded={loaded} {...act} close={() => setAct(null)} />
            )}
          </li>
        ))}
      </ul>
    </Part>
  );
}

interface ActProps {
  meetingId: string;
  loaded: Loaded<Minutes>;
  act: Stand | "silence";
  nation: string;
  close: () => void;
}

/** The form of an act, on this version of the minutes. */
function Act({ meetingId, loaded, act, nation, close }: ActProps) {
  const { value: minutes, etag } = loaded;
  const path = `/meetings/${meetingId}/minutes`;
  if (act === "silence") return <SilenceForm path={path} etag={etag} nation={nation} close={close} />;
  return (
    <StandForm
      key={act}
      className={css.form}
      about={meetingId}
      level={minutes.label.level}
      nation={nation}
      stand={act}
      evidence={may(minutes.can, "evidence")}
      send={(body) => api.post(`${path}/concurrences`, { ...body, version: minutes.version }, { etag })}
      close={close}
    />
  );
}

function StandRow({ stand }: { stand: Concurrence }) {
  const t = useT();
  const code = useCode();
  const names = useNames();
  return (
    <>
      <div className="spread">
        <strong>{names(stand.nation)}</strong>
        <Mark tone={TONE[stand.stand]}>{code("minutes.stand", stand.stand)}</Mark>
      </div>
      <span className="small muted">
        {stand.at && stand.by && t("minutes.stand.by", { who: stand.by, when: showInstant(stand.at) })}
        {stand.at && stand.stand === "silence" && showInstant(stand.at)}
        {stand.stand === "pending" &&
          stand.deadline &&
          t("minutes.stand.deadline", { when: showInstant(stand.deadline) })}
      </span>
      {stand.evidence && <span className="small">{stand.evidence}</span>}
    </>
  );
}
