import { Textarea } from "@mantine/core";
import css from "@/features/minutes/minutes.module.css";
import { type Loaded, useRecord } from "@/shared/api/queries";
import type { Decision } from "@/shared/api/types";
import { useT } from "@/shared/i18n";
import { ReadableWords } from "@/shared/label/readable";
import { useFieldErrors } from "@/shared/ui/field-errors";
import { VersionedForm } from "@/shared/ui/form";
import { Loads } from "@/shared/ui/loads";
import { changed, useVersioned } from "@/shared/ui/versioned";

const wordsOf = ({ text }: Decision) => ({ text });

interface Props {
  id: string;
  close: () => void;
}

/** Rewords a decision while it is provisional; its readers stay who they are. */
export function AmendDecision(props: Props) {
  const query = useRecord<Decision>("item", `/decisions/${props.id}`);
  return (
    <Loads query={query} rows={2}>
      {(loaded) => <Form {...props} loaded={loaded} />}
    </Loads>
  );
}

function Form({ id, close, loaded }: Props & { loaded: Loaded<Decision> }) {
  const t = useT();
  const form = useVersioned({
    path: `/decisions/${id}`,
    loaded,
    wordsOf,
    bodyOf: changed,
    touches: ["decision", "meeting"],
    done: close,
  });
  const labels = { text: t("minutes.amend.words") };
  const errors = useFieldErrors(form.error, form.mine);
  return (
    <VersionedForm
      className={css.form}
      name={t("minutes.amend.decision")}
      form={form}
      labels={labels}
      close={close}
    >
      <Textarea
        label={labels.text}
        description={<ReadableWords label={loaded.value.label} nations={[]} />}
        autosize
        autoFocus
        required
        value={form.mine.text}
        error={errors.text}
        onChange={(event) => form.set({ text: event.currentTarget.value })}
      />
      <p className="muted small">{t("minutes.amend.again")}</p>
    </VersionedForm>
  );
}
