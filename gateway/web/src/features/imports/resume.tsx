import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Drop } from "@/features/imports/drop";
import { Sent } from "@/features/imports/progress";
import type { Import } from "@/features/imports/types";
import { sendFile } from "@/features/imports/upload";
import { refresh } from "@/shared/api/queries";
import { useT } from "@/shared/i18n";
import { ProblemNotice } from "@/shared/ui/problem";

/** A file of which only a part was sent: the same file again goes on from there. */
export function Resume({ record }: { record: Import }) {
  const t = useT();
  const client = useQueryClient();
  const [sent, setSent] = useState(record.received_bytes);
  const [other, setOther] = useState(false);
  const stop = useRef(new AbortController());
  useEffect(() => () => stop.current.abort(), []);
  const act = useMutation({
    mutationFn: (file: File) => sendFile(record, file, setSent, stop.current.signal),
    retry: false,
    onSettled: () => void refresh(client, "import"),
  });
  const take = (file: File) => {
    const fits = record.size === null || record.size === file.size;
    setOther(!fits);
    if (fits) act.mutate(file);
  };
  return (
    <>
      <Sent bytes={sent} of={record.size ?? sent} />
      {other && <p role="alert">{t("import.otherFile")}</p>}
      {act.error && <ProblemNotice error={act.error} compact />}
      <Drop take={take} busy={act.isPending} words={t("import.resume")} />
    </>
  );
}
