import { Button, Progress } from "@mantine/core";
import { useRef, useState } from "react";
import css from "@/features/information/information.module.css";
import { NarrowForm } from "@/features/information/narrow";
import { nationsOf } from "@/features/information/new";
import type { Attachment, Attachments, Item } from "@/features/information/types";
import { may } from "@/shared/api/can";
import { api } from "@/shared/api/client";
import { useRecord } from "@/shared/api/queries";
import type { LabelInput } from "@/shared/api/types";
import { sendWhole } from "@/shared/api/upload";
import { useT } from "@/shared/i18n";
import { inputOf, ownedBy } from "@/shared/label/banner";
import { LabelField } from "@/shared/label/field";
import { Portion } from "@/shared/label/portion";
import { ReadableWords } from "@/shared/label/readable";
import { useAct } from "@/shared/ui/act";
import { Form } from "@/shared/ui/form";
import { Loads } from "@/shared/ui/loads";
import { useMyNation } from "@/shared/ui/names";
import { Part } from "@/shared/ui/page";
import { ProblemNotice } from "@/shared/ui/problem";
import { useUndo } from "@/shared/ui/undo";

const TOUCHED = ["shared_item"];
const UNITS = ["B", "kB", "MB", "GB"];

/** Bytes as people say them. */
function size(bytes: number): string {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${(bytes / 1000 ** step).toLocaleString(undefined, { maximumFractionDigits: 1 })} ${UNITS[step]}`;
}

/** The files of an item that the reader may see, and a way to attach one for who owns the item. */
export function Files({ item }: { item: Item }) {
  const t = useT();
  const [chosen, setChosen] = useState<File | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const query = useRecord<Attachments>("information", `/items/${item.id}/attachments`);
  const adds = may(item.can, "add");
  if (!adds && !query.data?.value.items.length)
    return query.error ? <ProblemNotice error={query.error} compact /> : null;
  return (
    <Part title={t("information.files")}>
      <Loads query={query} rows={1}>
        {({ value }) =>
          value.items.length === 0 ? (
            <p className="muted">{t("information.files.none")}</p>
          ) : (
            <ul className={css.files}>
              {value.items.map((one) => (
                <FileLine key={one.id} file={one} />
              ))}
            </ul>
          )
        }
      </Loads>
      {adds && chosen && <SendForm item={item} file={chosen} close={() => setChosen(null)} />}
      {adds && !chosen && (
        <Button variant="default" className="screen-only" onClick={() => field.current?.click()}>
          {t("information.files.add")}
        </Button>
      )}
      {adds && (
        <input
          ref={field}
          type="file"
          className="hidden-text"
          tabIndex={-1}
          aria-label={t("information.files.file")}
          onChange={({ currentTarget }) => {
            setChosen(currentTarget.files?.[0] ?? null);
            currentTarget.value = "";
          }}
        />
      )}
    </Part>
  );
}

function FileLine({ file }: { file: Attachment }) {
  const t = useT();
  const undo = useUndo();
  const [narrows, setNarrows] = useState(false);
  const place = `/attachments/${file.id}`;
  const put = useAct(
    async (withdrawn: boolean) => {
      const { etag } = await api.read<Attachment>(place);
      await api.patch(place, { withdrawn }, etag);
      return withdrawn;
    },
    TOUCHED,
    (withdrawn) => {
      if (withdrawn) undo.done({ words: t("information.files.gone"), undo: () => put.mutate(false) });
    },
  );
  return (
    <li>
      <div className="row">
        <Portion label={file.mark} />
        {file.kept && file.may_take ? (
          <a href={`/api/v1${place}/content`} download={file.name}>
            {file.name}
          </a>
        ) : (
          <span>{file.name}</span>
        )}
        <span className="number small muted">{size(file.size)}</span>
        {!file.kept && <span className="small muted">{t("information.files.unsent")}</span>}
        {file.kept && !file.may_take && <span className="small muted">{t("information.files.shown")}</span>}
        <ReadableWords label={file.label} nations={[]} />
        {may(file.can, "label") && (
          <Button
            size="compact-sm"
            variant="subtle"
            aria-expanded={narrows}
            onClick={() => setNarrows(!narrows)}
          >
            {t("information.files.label", { name: file.name })}
          </Button>
        )}
        {may(file.can, "withdraw") && (
          <Button size="compact-sm" variant="subtle" loading={put.isPending} onClick={() => put.mutate(true)}>
            {t("information.files.withdraw", { name: file.name })}
          </Button>
        )}
      </div>
      {put.error && <ProblemNotice error={put.error} compact />}
      {narrows && <NarrowForm path={place} ask={{ item: file.item_id }} close={() => setNarrows(false)} />}
    </li>
  );
}

function SendForm({ item, file, close }: { item: Item; file: File; close: () => void }) {
  const t = useT();
  const own = useMyNation();
  const title = item.label.owner.includes(own) ? inputOf(item.label) : ownedBy(own, item.label);
  const [label, setLabel] = useState<LabelInput>(title);
  const [sent, setSent] = useState<number | null>(null);
  const ending = useRef(new AbortController());
  const announced = useRef<string | null>(null);
  const act = useAct(
    async () => {
      setSent(0);
      ending.current = new AbortController();
      const body = { name: file.name, size: file.size, label };
      announced.current ??= (await api.post<Attachment>(`/items/${item.id}/attachments`, body)).id;
      const place = `/attachments/${announced.current}`;
      const { etag } = await api.read<Attachment>(place);
      await sendWhole(`${place}/content`, file, etag, setSent, ending.current.signal);
    },
    TOUCHED,
    close,
  );
  const leave = () => {
    ending.current.abort();
    close();
  };
  return (
    <Form
      className={`stack ${css.box}`}
      name={t("information.files.add")}
      action={t("information.files.send")}
      send={() => act.mutate(undefined)}
      close={leave}
      error={act.error}
      busy={act.isPending}
    >
      <p>
        <strong>{file.name}</strong> <span className="muted">{size(file.size)}</span>
      </p>
      <LabelField value={label} onChange={setLabel} owners={[own]} nations={nationsOf(own, [title, label])} />
      {sent !== null && (
        <Progress
          value={(100 * sent) / Math.max(1, file.size)}
          aria-label={t("information.files.progress", {
            percent: Math.round((100 * sent) / Math.max(1, file.size)),
          })}
        />
      )}
    </Form>
  );
}
