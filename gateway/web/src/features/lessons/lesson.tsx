import { Button, Menu } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { RelabelLesson, StepForm, WithdrawForm } from "@/features/lessons/act-forms";
import { Counterparts, LessonHistory } from "@/features/lessons/beside";
import { type PartName, partOf } from "@/features/lessons/fields";
import css from "@/features/lessons/lessons.module.css";
import { Links } from "@/features/lessons/links";
import { LessonMark } from "@/features/lessons/marks";
import { Section, SourceFacts } from "@/features/lessons/sections";
import { Steps } from "@/features/lessons/steps";
import type { Lesson, LessonStep } from "@/features/lessons/types";
import { may } from "@/shared/api/can";
import { api, type Loaded } from "@/shared/api/client";
import { useRecord } from "@/shared/api/queries";
import { useCode, useList, useT } from "@/shared/i18n";
import { useAct } from "@/shared/ui/act";
import { usePageCommands } from "@/shared/ui/commands";
import { Loads } from "@/shared/ui/loads";
import { Mark } from "@/shared/ui/marks";
import { Page } from "@/shared/ui/page";
import { ProblemNotice } from "@/shared/ui/problem";

/** What is open on the page: a part of the template, an act, or nothing. */
export type Open = PartName | LessonStep["act"] | "label" | "withdraw" | null;
const ASKS: LessonStep["act"][] = ["back", "reject", "reopen", "duplicate"];

/** One lesson: how far it is, what it says, what proves it, and who did similar work. */
export function LessonView({ id }: { id: string }) {
  const t = useT();
  const [open, setOpen] = useState<Open>(null);
  const query = useRecord<Lesson>("lesson", `/lessons/${id}`);
  const record = query.data?.value;
  return (
    <Page
      title={record?.title ?? t("lesson.title")}
      labels={[record?.label]}
      above={
        <>
          <Link to="/lessons">{t("lessons.title")}</Link>
          {record && <span className="ref">{record.ref}</span>}
        </>
      }
      marks={
        record && (
          <>
            <LessonMark state={record.state} />
            {record.overdue && <Mark tone="danger">{t("lesson.overdue")}</Mark>}
            {record.withdrawn && <Mark tone="warn">{t("lesson.withdrawn")}</Mark>}
            {[...record.topics, ...record.tags].map((topic) => (
              <Mark key={topic}>{topic}</Mark>
            ))}
          </>
        )
      }
      actions={query.data && <Actions loaded={query.data} open={open} choose={setOpen} />}
    >
      <Loads query={query}>{(loaded) => <Body {...{ loaded, open }} choose={setOpen} />}</Loads>
    </Page>
  );
}

interface ActionsProps {
  loaded: Loaded<Lesson>;
  open: Open;
  choose: (open: Open) => void;
}

function Actions({ loaded: { value, etag }, open, choose }: ActionsProps) {
  const t = useT();
  const code = useCode();
  const list = useList();
  const [missing, setMissing] = useState<string[]>([]);
  const act = useAct(
    (name: string) => api.post(`/lessons/${value.id}/steps`, { act: name }, { etag }),
    ["lesson"],
  );
  const restore = useAct(() => api.patch(`/lessons/${value.id}`, { withdrawn: false }, etag), ["lesson"]);
  const edits = may(value.can, "edit");
  const steps = may(value.can, "step") && !value.withdrawn ? value.steps : [];
  // What leads on stands on a button of its own; the ways back and out stand in the menu.
  const first = steps.find(({ act: name }) => !ASKS.includes(name));
  const take = (one: LessonStep) => {
    if (ASKS.includes(one.act)) return choose(one.act);
    setMissing(one.missing);
    if (one.missing.length === 0) return act.mutate(one.act);
    choose(partOf(one.missing[0] ?? ""));
  };
  const others = [
    ...steps
      .filter((one) => one !== first)
      .map((one) => ({ id: one.act, name: code("lesson.act", one.act), run: () => take(one) })),
    ...(may(value.can, "label")
      ? [{ id: "label", name: t("lesson.act.label"), run: () => choose("label") }]
      : []),
    ...(edits && value.withdrawn
      ? [{ id: "restore", name: t("lesson.act.restore"), run: () => restore.mutate(undefined) }]
      : []),
    ...(edits && !value.withdrawn
      ? [{ id: "withdraw", name: t("lesson.act.withdraw"), run: () => choose("withdraw") }]
      : []),
  ];
  const about = edits
    ? [{ id: "about", name: t("lesson.edit"), run: () => choose(open === "about" ? null : "about") }]
    : [];
  const onward = first
    ? [{ id: first.act, name: code("lesson.act", first.act), run: () => take(first) }]
    : [];
  usePageCommands([...onward, ...about, ...others]);
  return (
    <>
      {act.error || restore.error ? <ProblemNotice error={act.error ?? restore.error} compact /> : null}
      {missing.length > 0 && first?.missing.length ? (
        <span className="small" role="status">
          {t("lesson.needs", { what: list(first.missing.map((each) => code("lesson.need", each))) })}
        </span>
      ) : null}
      {about.map(({ id, name, run }) => (
        <Button key={id} variant="default" aria-expanded={open === "about"} onClick={run}>
          {name}
        </Button>
      ))}
      {others.length > 0 && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default">{t("lesson.more")}</Button>
          </Menu.Target>
          <Menu.Dropdown>
            {others.map(({ id, name, run }) => (
              <Menu.Item key={id} onClick={run}>
                {name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {onward.map(({ id, name, run }) => (
        <Button key={id} loading={act.isPending} onClick={run}>
          {name}
        </Button>
      ))}
    </>
  );
}

const TEXTS = ["observation", "discussion", "conclusion", "recommendation", "action", "validation"] as const;

function Body({ loaded, open, choose }: ActionsProps) {
  const t = useT();
  const record = loaded.value;
  const close = () => choose(null);
  const parts = { loaded, open, choose };
  return (
    <>
      <Steps record={record} />
      {record.reason && <p className={css.warn}>{t("lesson.because", { reason: record.reason })}</p>}
      {record.same_as && (
        <p>
          {t("lesson.sameAs")}{" "}
          <Link to="/lessons/$id" params={{ id: record.same_as.id }} className="link">
            {record.same_as.title}
          </Link>
        </p>
      )}
      {open && ASKS.includes(open as LessonStep["act"]) && (
        <StepForm key={open} loaded={loaded} act={open as LessonStep["act"]} close={close} />
      )}
      {open === "label" && <RelabelLesson loaded={loaded} close={close} />}
      {open === "withdraw" && <WithdrawForm loaded={loaded} close={close} />}
      <div className={css.split}>
        <div>
          {open === "about" && <Section name="about" {...parts} />}
          {TEXTS.map((name) => (
            <Section key={name} name={name} {...parts} />
          ))}
          <Links loaded={loaded} />
          <Counterparts id={record.id} />
          <LessonHistory id={record.id} />
        </div>
        <aside aria-label={t("lesson.facts")}>
          {open === "source" ? <Section name="source" {...parts} /> : <SourceFacts {...parts} />}
        </aside>
      </div>
    </>
  );
}
