import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import css from "@/features/information/information.module.css";
import { gained, lost } from "@/features/information/sight";
import { api, type Loaded } from "@/shared/api/client";
import { Problem } from "@/shared/api/problem";
import { recordOptions } from "@/shared/api/queries";
import type { LabelInput, LabelView } from "@/shared/api/types";
import { useList, useT } from "@/shared/i18n";
import { inputOf } from "@/shared/label/banner";
import { LabelField } from "@/shared/label/field";
import { useExplained } from "@/shared/label/readable";
import { useAct } from "@/shared/ui/act";
import { Form } from "@/shared/ui/form";
import { Loads } from "@/shared/ui/loads";
import { useNames } from "@/shared/ui/names";

/** A title, or a paragraph whose own label is its mark. */
interface Labelled {
  label: LabelView;
  mark?: LabelView;
}

interface Props {
  /** Of the title or of the paragraph. */
  path: string;
  /** What a release would be asked for, where the label is wider. */
  ask: { item: string; portion?: string };
  close: () => void;
}

/** Gives it a narrower label; before that it names who loses sight. */
export function NarrowForm(props: Props) {
  const query = useQuery({ ...recordOptions<Labelled>("information", props.path), gcTime: 0 });
  return (
    <Loads query={query} rows={2}>
      {(loaded) => <Narrow loaded={loaded} {...props} />}
    </Loads>
  );
}

function Narrow({ loaded, path, ask, close }: Props & { loaded: Loaded<Labelled> }) {
  const t = useT();
  const names = useNames();
  const list = useList();
  // As it stood when it was opened: what somebody else does meanwhile is refused, not overwritten.
  const [{ value, etag }] = useState(loaded);
  const stood = value.mark ?? value.label;
  const [label, setLabel] = useState<LabelInput>(() => inputOf(stood));
  const nations = [...new Set([...stood.owner, ...stood.readable_by.nations, ...(label.rel ?? [])])];
  const explained = useExplained(label, nations);
  const next = explained.error ? undefined : explained.data;
  const losing = next ? lost(value.label, next) : [];
  const gaining = next ? gained(stood, next) : [];
  const act = useAct(() => api.post(`${path}/label`, { label }, { etag }), ["shared_item", "portion"], close);
  const wider = act.error instanceof Problem && act.error.errors.some(({ rule }) => rule === "widens");
  const who = (codes: string[]) => list(codes.map(names));
  return (
    <Form
      className={`stack ${css.box}`}
      name={t(value.mark ? "information.label.portion" : "information.label.shell")}
      action={
        losing.length > 0 ? t("information.narrow.loses", { count: losing.length }) : t("information.narrow")
      }
      send={() => act.mutate(undefined)}
      close={close}
      error={wider ? null : act.error}
      busy={act.isPending}
      ready={gaining.length === 0}
    >
      <LabelField unfolded value={label} onChange={setLabel} nations={nations} owners={stood.owner} />
      <p role="status" className={losing.length > 0 ? css.loses : "muted"}>
        {next &&
          (losing.length > 0 ? t("information.loses", { who: who(losing) }) : t("information.loses.none"))}
      </p>
      {gaining.length > 0 && <p className={css.gains}>{t("information.gains", { who: who(gaining) })}</p>}
      {wider && (
        <p className={css.gains} role="alert">
          {t("information.release")}
        </p>
      )}
      {(wider || gaining.length > 0) && (
        <Link to="/releases/new" search={ask as never} className="link">
          {t("information.ask")}
        </Link>
      )}
    </Form>
  );
}
