import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import css from "@/features/meetings/before.module.css";
import { OfferPaper } from "@/features/meetings/offer-paper";
import { PaperForm } from "@/features/meetings/paper-form";
import { may } from "@/shared/api/can";
import { api } from "@/shared/api/client";
import { type Loaded, refresh, usePages } from "@/shared/api/queries";
import type { Agenda, Meeting, Paper } from "@/shared/api/types";
import { showInstant } from "@/shared/dates/show";
import { useCode, useT } from "@/shared/i18n";
import { inputOf, usePageLabels } from "@/shared/label/banner";
import { Portion } from "@/shared/label/portion";
import { ReadableWords } from "@/shared/label/readable";
import { useAct } from "@/shared/ui/act";
import { usePageCommands } from "@/shared/ui/commands";
import { Loads } from "@/shared/ui/loads";
import { Mark } from "@/shared/ui/marks";
import { useMyNation, useNames } from "@/shared/ui/names";
import { Part } from "@/shared/ui/page";
import { ProblemNotice } from "@/shared/ui/problem";
import { useUndo } from "@/shared/ui/undo";

interface Props {
  meeting: Meeting;
  agenda: Agenda;
  nations: string[];
}

/** Drafts, positions and notes: a nation's own until it offers them, by an act that names who gains sight. */
export function PapersPanel({ meeting, agenda, nations }: Props) {
  const t = useT();
  const own = useMyNation();
  const query = usePages<Paper>("meeting", `/meetings/${meeting.id}/papers`);
  const [writing, setWriting] = useState(false);
  usePageLabels(query.items.map(({ label }) => label));
  const writes = may(meeting.can, "paper");
  usePageCommands(writes ? [{ id: "paper", name: t("papers.add"), run: () => setWriting(true) }] : []);
  return (
    <Part
      title={t("papers.title")}
      aside={
        writes && (
          <Button variant="subtle" onClick={() => setWriting(!writing)} aria-expanded={writing}>
            {t("papers.add")}
          </Button>
        )
      }
    >
      <p className="muted small">{t("papers.lead")}</p>
      {writing && (
        <PaperForm meeting={meeting} agenda={agenda} nations={nations} close={() => setWriting(false)} />
      )}
      <Loads query={query} rows={2}>
        {() =>
          query.items.length === 0 && !writing ? (
            <p className="muted small">{t("papers.empty")}</p>
          ) : (
            <ul className={css.list}>
              {query.items.map((paper) => (
                <PaperRow
                  key={paper.id}
                  paper={paper}
                  ours={paper.nation === own}
                  meeting={meeting}
                  agenda={agenda}
                  nations={nations}
                />
              ))}
            </ul>
          )
        }
      </Loads>
    </Part>
  );
}

function PaperRow({ paper, ours, meeting, agenda, nations }: Props & { paper: Paper; ours: boolean }) {
  const t = useT();
  const code = useCode();
  const names = useNames();
  const [offering, setOffering] = useState(false);
  const [editing, setEditing] = useState<Loaded<Paper> | null>(null);
  const edit = useAct(() => api.read<Paper>(`/papers/${paper.id}`), [], setEditing);
  const withdrawal = useWithdrawal(paper);
  const fault = edit.error ?? withdrawal.error;
  if (editing)
    return (
      <li>
        <PaperForm
          meeting={meeting}
          agenda={agenda}
          nations={nations}
          paper={editing}
          close={() => setEditing(null)}
        />
      </li>
    );
  return (
    <li>
      <strong>{paper.title}</strong>
      <div className="row small muted">
        <Portion label={paper.label} />
        <span>{code("papers.kind", paper.kind)}</span>
        {!ours && <span>{names(paper.nation)}</span>}
        {paper.offered_at ? (
          <span>{t("papers.offered", { when: showInstant(paper.offered_at) })}</span>
        ) : (
          <Mark tone="note">{t("papers.private")}</Mark>
        )}
      </div>
      {paper.text && <p className="prose small">{paper.text}</p>}
      {paper.offered_at && (
        <p className="small muted">
          <ReadableWords label={paper.label} nations={nations} />
        </p>
      )}
      <div className="row">
        {may(paper.can, "edit") && (
          <Button variant="subtle" loading={edit.isPending} onClick={() => edit.mutate(undefined)}>
            {t("form.edit")}
            <span className="hidden-text"> {paper.title}</span>
          </Button>
        )}
        {may(paper.can, "offer") && (
          <Button variant={paper.offered_at ? "subtle" : "default"} onClick={() => setOffering(true)}>
            {paper.offered_at ? t("papers.offer.again") : t("papers.offer")}
            <span className="hidden-text"> {paper.title}</span>
          </Button>
        )}
        {may(paper.can, "withdraw") && (
          <Button
            variant="default"
            loading={withdrawal.isPending}
            onClick={() => withdrawal.mutate(undefined)}
          >
            {t("papers.withdraw")}
            <span className="hidden-text"> {paper.title}</span>
          </Button>
        )}
      </div>
      {fault ? <ProblemNotice error={fault} compact /> : null}
      {offering && <OfferPaper paper={paper} nations={nations} close={() => setOffering(false)} />}
    </li>
  );
}

/** Takes an offer back; until the line at the foot is gone it can be put before the same readers again. */
function useWithdrawal(paper: Paper) {
  const t = useT();
  const undo = useUndo();
  const client = useQueryClient();
  const send = async (act: string, body?: unknown) => {
    const { etag } = await api.read<Paper>(`/papers/${paper.id}`);
    return api.post(`/papers/${paper.id}/${act}`, body, { etag });
  };
  const again = () =>
    send("offer", { label: inputOf(paper.label) }).finally(() => refresh(client, "meeting"));
  return useAct(
    () => send("withdraw"),
    ["meeting"],
    () =>
      undo.done({
        words: t("papers.withdrawn", { title: paper.title }),
        undo: may(paper.can, "offer") ? () => void again() : undefined,
      }),
  );
}
