import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "@/shared/api/client";
import { recordOptions } from "@/shared/api/queries";
import type { LabelInput, Paper } from "@/shared/api/types";
import { useT } from "@/shared/i18n";
import { inputOf } from "@/shared/label/banner";
import { LabelField } from "@/shared/label/field";
import { useExplained } from "@/shared/label/readable";
import { useAct } from "@/shared/ui/act";
import { Confirm } from "@/shared/ui/confirm";
import { ProblemNotice } from "@/shared/ui/problem";

/** Puts a paper before the others; says by name who gains sight of it before it happens. */
export function OfferPaper({
  paper,
  nations,
  close,
}: {
  paper: Paper;
  nations: string[];
  close: () => void;
}) {
  const t = useT();
  const base = useQuery(recordOptions<Paper>("meeting", `/papers/${paper.id}`)).data;
  const others = nations.filter((code) => !paper.label.owner.includes(code));
  const [label, setLabel] = useState<LabelInput>(
    paper.offered_at ? inputOf(paper.label) : { ...inputOf(paper.label), noforn: false, rel: others },
  );
  const readers = useExplained(label, nations).data?.readable_by?.nations ?? [];
  const gains = readers.filter((code) => code !== paper.nation);
  const act = useAct(
    () => api.post(`/papers/${paper.id}/offer`, { label }, { etag: base?.etag ?? null }),
    ["meeting"],
    close,
  );
  return (
    <Confirm
      opened
      close={close}
      title={t("papers.offer.title", { title: paper.title })}
      disabled={gains.length === 0 || !base}
      nations={gains}
      action={t("papers.offer.do")}
      busy={act.isPending}
      run={() => act.mutate(undefined)}
    >
      {paper.text && <p className="prose small">{paper.text}</p>}
      <LabelField value={label} onChange={setLabel} nations={nations} owners={paper.label.owner} />
      {act.error ? <ProblemNotice error={act.error} compact /> : null}
    </Confirm>
  );
}
