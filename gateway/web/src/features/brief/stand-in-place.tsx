import css from "@/features/brief/brief.module.css";
import { may } from "@/shared/api/can";
import { api } from "@/shared/api/client";
import { useRecord } from "@/shared/api/queries";
import type { Awaited, StandSubject } from "@/shared/api/types";
import { Portion } from "@/shared/label/portion";
import { NamedItem } from "@/shared/ui/named-item";
import { useMyNation } from "@/shared/ui/names";
import { ProblemNotice } from "@/shared/ui/problem";
import { type Stand, StandForm } from "@/shared/ui/stand-form";

interface Props {
  item: Awaited;
  stand: Stand;
  close: () => void;
}

/** A nation's stand on the words as they are now: it is refused where they changed since they were read. */
export function StandInPlace({ item, stand, close }: Props) {
  const own = useMyNation();
  const path = `/${item.kind === "answer" ? "answers" : "decisions"}/${item.id}/concurrences`;
  const subject = useRecord<StandSubject>("item", path);
  return (
    <StandForm
      className={`${css.form} stack`}
      about={item.id}
      level={(subject.data?.value ?? item).label.level}
      nation={own}
      stand={stand}
      evidence={may(item.can, "evidence")}
      ready={subject.data !== undefined}
      send={(body) => api.post(path, body, { etag: subject.data?.etag ?? null })}
      close={close}
    >
      {subject.error ? <ProblemNotice error={subject.error} compact /> : null}
      {subject.data && <Said item={item} said={subject.data.value} />}
    </StandForm>
  );
}

/** Where they changed since the line was read, the words as they are now. */
function Said({ item, said }: { item: Awaited; said: StandSubject }) {
  const words = (one: Pick<StandSubject, "text"> & { made: StandSubject["taskings"] }) =>
    [one.text, ...one.made.map(({ title, text }) => title + text)].join("\n");
  if (words({ text: said.text, made: said.taskings }) === words(item)) return null;
  return (
    <>
      <p>
        <Portion label={said.label} /> {said.text}
      </p>
      {said.taskings.map((each) => (
        <p key={each.id}>
          <NamedItem item={each} /> {each.text}
        </p>
      ))}
    </>
  );
}
