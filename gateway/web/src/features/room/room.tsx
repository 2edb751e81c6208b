import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { ALWAYS, KEYS, outcomesFor, type RoomAct } from "@/features/room/acts";
import { Recorded } from "@/features/room/recorded";
import css from "@/features/room/room.module.css";
import { RoomForm } from "@/features/room/room-form";
import { RoomItem } from "@/features/room/room-item";
import { RoomStatus } from "@/features/room/status";
import { flatten, type RoomEntry, useShow } from "@/features/room/use-room";
import { may } from "@/shared/api/can";
import type { Loaded } from "@/shared/api/queries";
import type { Agenda, Meeting } from "@/shared/api/types";
import { useCode, useT } from "@/shared/i18n";
import { useKeys } from "@/shared/keys/keys";
import { usePageCommands } from "@/shared/ui/commands";
import { Icon } from "@/shared/ui/icon";
import { Empty } from "@/shared/ui/loads";

interface Props {
  meeting: Loaded<Meeting>;
  agenda: Loaded<Agenda>;
  at?: string;
  go: (key: string | undefined) => void;
}

/** In the room: one item at a time, everything by keyboard, nothing that pops over what is shown. */
export function RoomFace({ meeting, agenda, at, go }: Props) {
  const t = useT();
  const entries = flatten(agenda.value);
  const index = Math.max(
    0,
    entries.findIndex(({ key }) => key === at),
  );
  const current = entries[index];
  const [act, setAct] = useState<RoomAct | null>(null);
  const record = may(meeting.value.can, "record");
  const outcomes =
    record && current && !current.entry.outcome ? outcomesFor(current.section, current.entry) : [];
  const offered = [...outcomes, ...(record ? ALWAYS : [])];
  const move = (step: number) => {
    const next = entries[index + step];
    if (!next) return;
    setAct(null);
    go(next.key);
  };
  useShow(meeting.value.id, current?.key);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another item begins without a form
  useEffect(() => setAct(null), [current?.key]);
  useKeys({
    j: { words: t("room.keys.next"), run: () => move(1) },
    k: { words: t("room.keys.previous"), run: () => move(-1) },
    ArrowRight: { words: t("room.keys.next"), run: () => move(1) },
    ArrowLeft: { words: t("room.keys.previous"), run: () => move(-1) },
    ...Object.fromEntries(
      offered.map((each) => [KEYS[each], { words: t(`room.act.${each}`), run: () => setAct(each) }]),
    ),
  });
  usePageCommands(
    offered.map((each) => ({
      id: each,
      name: t(`room.act.${each}`),
      hint: KEYS[each],
      run: () => setAct(each),
    })),
  );
  if (!record && ["planned", "agenda_open"].includes(meeting.value.state)) {
    return <Empty title={t("room.notHeld")}>{t("room.notHeld.text")}</Empty>;
  }
  return (
    <div className={css.room}>
      <RoomList entries={entries} at={index} go={(key) => go(key)} />
      <div className={css.table}>
        {!record && <p className={css.follow}>{t("room.readOnly")}</p>}
        {!current && <Empty title={t("agenda.empty")} />}
        {current && <RoomItem room={current} at={index + 1} count={entries.length} move={move} />}
        {record && current?.section === "back_brief" && !current.entry.outcome && outcomes.length === 0 && (
          <p className="muted small">{t("item.why.unanswered")}</p>
        )}
        {record && <ActBar outcomes={outcomes} always={ALWAYS} act={act} choose={setAct} />}
        {act && (
          <RoomForm
            key={`${current?.key}${act}`}
            meeting={meeting.value}
            agenda={agenda.value}
            room={current}
            act={act}
            close={() => setAct(null)}
            next={() => move(1)}
          />
        )}
      </div>
      <Recorded meeting={meeting.value} />
      <RoomStatus meeting={meeting.value} />
    </div>
  );
}

/** The list scrolls to the item on the table, the page does not. */
const inSight = (line: HTMLElement | null) => {
  const list = line?.closest("nav");
  if (!line || !list) return;
  const [seen, own] = [list.getBoundingClientRect(), line.getBoundingClientRect()];
  if (own.top < seen.top) list.scrollTop -= seen.top - own.top;
  if (own.bottom > seen.bottom) list.scrollTop += own.bottom - seen.bottom;
};

function RoomList({ entries, at, go }: { entries: RoomEntry[]; at: number; go: (key: string) => void }) {
  const t = useT();
  const code = useCode();
  return (
    <nav className={css.list} aria-label={t("room.items")}>
      <ol>
        {entries.map(({ entry, key, section }, index) => (
          <li key={key} data-first={entries[index - 1]?.section !== section || undefined}>
            {entries[index - 1]?.section !== section && (
              <span className={css.section}>{t(`agenda.section.${section}`)}</span>
            )}
            <button
              type="button"
              ref={index === at ? inSight : undefined}
              aria-current={index === at || undefined}
              onClick={() => go(key)}
            >
              <span className={css.listNumber}>
                {entry.outcome ? <Icon name="check" size={14} /> : entry.number}
              </span>
              <span>
                {entry.item?.kind === "escalation" && (
                  <span className="muted">{code("item.kind", "escalation")}: </span>
                )}
                {entry.item?.title ?? entry.topic?.title}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

interface BarProps {
  outcomes: RoomAct[];
  always: RoomAct[];
  act: RoomAct | null;
  choose: (act: RoomAct) => void;
}

function ActBar({ outcomes, always, act, choose }: BarProps) {
  const t = useT();
  const button = (each: RoomAct) => (
    <Button
      key={each}
      variant={act === each ? "filled" : "default"}
      onClick={() => choose(each)}
      aria-pressed={act === each}
      aria-keyshortcuts={KEYS[each]}
      rightSection={
        <span aria-hidden="true">
          <kbd>{KEYS[each]}</kbd>
        </span>
      }
    >
      {t(`room.act.${each}`)}
    </Button>
  );
  return (
    <div className={css.acts}>
      {outcomes.length > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: a row of buttons is no form field set
        <div className={css.actRow} role="group" aria-label={t("room.question")}>
          {outcomes.map(button)}
        </div>
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: a row of buttons is no form field set */}
      <div className={css.actRow} role="group" aria-label={t("room.new")}>
        {always.map(button)}
      </div>
    </div>
  );
}
