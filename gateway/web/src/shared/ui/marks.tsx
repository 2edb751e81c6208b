import { type TranslateCode, useCode, useList, useT } from "@/shared/i18n";
import { Hint } from "@/shared/ui/hint";
import css from "@/shared/ui/marks.module.css";
import { useNames } from "@/shared/ui/names";

type Tone = "plain" | "good" | "warn" | "danger" | "note" | "accent";

/** A short word with a tone; the word alone carries the meaning. */
export function Mark({ children, tone = "plain", title }: { children: string; tone?: Tone; title?: string }) {
  return (
    <Hint label={title} className={css.mark} data-tone={tone}>
      {children}
    </Hint>
  );
}

const STATE_TONE: Record<string, Tone> = {
  open: "accent",
  delegated: "note",
  escalated: "warn",
  answered: "good",
  returned: "warn",
  closed: "plain",
  planned: "plain",
  agenda_open: "accent",
  held: "note",
  minutes_provisional: "note",
  minutes_agreed: "good",
  postponed: "warn",
  cancelled: "danger",
};

const binds = (state: string, standing?: string | null) =>
  state === "open" || !standing || standing === "agreed";

/** The words of a state; while what made it does not bind yet, with its standing. */
export function stateWords(code: TranslateCode, state: string, standing?: string | null): string {
  const said = code("item.state", state);
  return binds(state, standing) ? said : `${said}, ${code("standing", String(standing)).toLowerCase()}`;
}

interface StateProps {
  state: string;
  of: "item" | "meeting";
  /** The standing of the outcome that made the state. */
  standing?: string | null;
}

/** The state of a tasking or a meeting. */
export function StateMark({ state, of, standing }: StateProps) {
  const code = useCode();
  const t = useT();
  const open = !binds(state, standing);
  return (
    <Mark
      tone={open ? "plain" : (STATE_TONE[state] ?? "plain")}
      title={open ? t("standing.provisional.title") : undefined}
    >
      {of === "item" ? stateWords(code, state, standing) : code("meeting.state", state)}
    </Mark>
  );
}

interface StandingProps {
  standing: string;
  /** The nations that could not read it when they concurred. */
  unseen?: string[];
  always?: boolean;
  /** Whose standing it is, where a state stands beside it. */
  of?: string;
}

/** Provisional and withheld are said; agreed is the normal case and stays quiet unless asked for. */
export function StandingMark({ standing, unseen = [], always = false, of }: StandingProps) {
  const code = useCode();
  const t = useT();
  const names = useNames();
  const list = useList();
  if (standing === "agreed" && !always) return null;
  const missed = unseen.length > 0 ? t("standing.unseen", { nations: list(unseen.map(names)) }) : null;
  const title = standing === "provisional" ? (missed ?? t("standing.provisional.title")) : undefined;
  const tone = standing === "withheld" ? "danger" : standing === "agreed" ? "good" : "plain";
  return (
    <Mark tone={tone} title={title}>
      {of
        ? t("standing.of", { what: of, standing: code("standing", standing).toLowerCase() })
        : code("standing", standing)}
    </Mark>
  );
}

/** Why an item is at risk, each with its reason. */
export function RiskMarks({ risks, blocked = [] }: { risks: string[]; blocked?: string[] }) {
  const code = useCode();
  const names = useNames();
  const list = useList();
  return risks.map((risk) => {
    const who = risk.startsWith("blocked") && blocked.length > 0 ? ` (${list(blocked.map(names))})` : "";
    return (
      <Mark
        key={risk}
        tone={risk === "overdue" ? "danger" : "warn"}
        title={code("risk", `${risk}.title`) + who}
      >
        {code("risk", risk)}
      </Mark>
    );
  });
}

/** Nations by code with their names for everyone who does not know the codes by heart. */
export function Nations({ codes, lead }: { codes: string[]; lead?: string }) {
  const names = useNames();
  return (
    <span className={css.nations}>
      {codes.map((code) => (
        <Hint key={code} label={names(code)} className={css.nation} data-lead={code === lead || undefined}>
          <span aria-hidden="true">{code}</span>
          <span className="hidden-text">{names(code)}</span>
        </Hint>
      ))}
    </span>
  );
}
