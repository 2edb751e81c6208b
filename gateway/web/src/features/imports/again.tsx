import { Button, FileButton } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { TAKES } from "@/features/imports/drop";
import { Sent } from "@/features/imports/progress";
import type { Import } from "@/features/imports/types";
import { begin } from "@/features/imports/upload";
import { useT } from "@/shared/i18n";
import { inputOf } from "@/shared/label/banner";
import { ProblemNotice } from "@/shared/ui/problem";

/** Takes the file of refused rows once it is mended: it is read as this import was, and stands under its label. */
export function SendAgain({ record: { ref, label } }: { record: Import }) {
  const t = useT();
  const navigate = useNavigate();
  const [sent, setSent] = useState(0);
  const stop = useRef(new AbortController());
  useEffect(() => () => stop.current.abort(), []);
  const act = useMutation({
    mutationFn: (file: File) =>
      begin({ name: file.name, label: inputOf(label), profile: ref }, file, setSent, stop.current.signal),
    retry: false,
    onSuccess: ({ id }) => void navigate({ to: "/activities/imports/$id", params: { id } }),
  });
  return (
    <>
      <FileButton
        accept={TAKES}
        inputProps={{ "aria-label": t("import.again.file") }}
        onChange={(file) => file && act.mutate(file)}
      >
        {(props) => (
          <Button {...props} variant="default" loading={act.isPending}>
            {t("import.again")}
          </Button>
        )}
      </FileButton>
      {act.isPending && <Sent bytes={sent} of={act.variables.size} />}
      {act.error && <ProblemNotice error={act.error} compact />}
    </>
  );
}
