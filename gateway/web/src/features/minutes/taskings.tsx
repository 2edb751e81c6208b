import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Amend } from "@/features/minutes/amend";
import css from "@/features/minutes/minutes.module.css";
import { may } from "@/shared/api/can";
import { useRecord } from "@/shared/api/queries";
import type { Item, MinutedTasking, Minutes } from "@/shared/api/types";
import { Due } from "@/shared/dates/due";
import { useT } from "@/shared/i18n";
import { Portion } from "@/shared/label/portion";
import { AmendTasking } from "@/shared/ui/amend-tasking";
import { Loads } from "@/shared/ui/loads";
import { Mark, Nations, StandingMark } from "@/shared/ui/marks";
import { Part } from "@/shared/ui/page";

/** The taskings that a meeting issued; each is changed in place while nobody's concurrence binds it. */
export function Taskings({ minutes, mayAmend }: { minutes: Minutes; mayAmend: boolean }) {
  const t = useT();
  const [amending, setAmending] = useState<string | null>(null);
  if (minutes.taskings.length === 0) return null;
  return (
    <Part title={t("minutes.taskings")}>
      <ol className={css.list}>
        {minutes.taskings.map((tasking) => (
          <li key={tasking.id}>
            {amending === tasking.id ? (
              <Amending id={tasking.id} close={() => setAmending(null)} />
            ) : (
              <TaskingLine
                tasking={tasking}
                amend={mayAmend && may(tasking.can, "amend") ? () => setAmending(tasking.id) : undefined}
              />
            )}
          </li>
        ))}
      </ol>
    </Part>
  );
}

function TaskingLine({ tasking, amend }: { tasking: MinutedTasking; amend?: () => void }) {
  const t = useT();
  return (
    <>
      <p className={css.text}>
        <Portion label={tasking.label} />{" "}
        <Link to="/taskings/$id" params={{ id: tasking.id }} className={css.name}>
          {tasking.title}
        </Link>
      </p>
      <span className="row small muted">
        <span>{tasking.forum?.name}</span>
        <Nations codes={[tasking.lead, ...tasking.supporting]} lead={tasking.lead} />
        <span>
          {t("item.due")} <Due date={tasking.due} />
        </span>
        <span className="ref">{tasking.ref}</span>
        {tasking.substituted && <Mark>{t("minutes.substituted")}</Mark>}
        <StandingMark standing={tasking.standing} unseen={tasking.unseen_by} />
        <Amend of={tasking.ref} run={amend} />
      </span>
    </>
  );
}

function Amending({ id, close }: { id: string; close: () => void }) {
  const query = useRecord<Item>("item", `/taskings/${id}`);
  return (
    <Loads query={query} rows={3}>
      {(loaded) => <AmendTasking loaded={loaded} close={close} />}
    </Loads>
  );
}
