import { Button } from "@mantine/core";
import { useState } from "react";
import css from "@/features/meetings/before.module.css";
import { OfferPaper } from "@/features/meetings/offer-paper";
import { PaperForm } from "@/features/meetings/paper-form";
import { usePages } from "@/shared/api/queries";
import type { Agenda, Meeting, Paper } from "@/shared/api/types";
import { showInstant } from "@/shared/dates/show";
import { useCode, useT } from "@/shared/i18n";
import { usePageLabels } from "@/shared/label/banner";
import { Portion } from "@/shared/label/portion";
import { usePageCommands } from "@/shared/ui/commands";
import { Loads } from "@/shared/ui/loads";
import { Mark } from "@/shared/ui/marks";
import { useMyNation, useNames } from "@/shared/ui/names";
import { Part } from "@/shared/ui/page";

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
  usePageCommands([{ id: "paper", name: t("papers.add"), run: () => setWriting(true) }]);
  return (
    <Part
      title={t("papers.title")}
      aside={
        <Button variant="subtle" onClick={() => setWriting(!writing)} aria-expanded={writing}>
          {t("papers.add")}
        </Button>
      }
    >
      <p className="muted small">{t("papers.lead")}</p>
      {writing && <PaperForm meeting={meeting} agenda={agenda} close={() => setWriting(false)} />}
      <Loads query={query} rows={2}>
        {() =>
          query.items.length === 0 && !writing ? (
            <p className="muted small">{t("papers.empty")}</p>
          ) : (
            <ul className={css.list}>
              {query.items.map((paper) => (
                <PaperRow key={paper.id} paper={paper} ours={paper.nation === own} nations={nations} />
              ))}
            </ul>
          )
        }
      </Loads>
    </Part>
  );
}

function PaperRow({ paper, ours, nations }: { paper: Paper; ours: boolean; nations: string[] }) {
  const t = useT();
  const code = useCode();
  const names = useNames();
  const [offering, setOffering] = useState(false);
  return (
    <li>
      <div className={css.person}>
        <strong>{paper.title}</strong>
        {ours && !paper.offered_at && (
          <Button variant="default" onClick={() => setOffering(true)}>
            {t("papers.offer")}
          </Button>
        )}
      </div>
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
      {offering && <OfferPaper paper={paper} nations={nations} close={() => setOffering(false)} />}
    </li>
  );
}
