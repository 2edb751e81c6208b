import { Button, Checkbox } from "@mantine/core";
import { useState } from "react";
import { AdmitForm } from "@/features/meetings/admit";
import css from "@/features/meetings/before.module.css";
import { may } from "@/shared/api/can";
import { api } from "@/shared/api/client";
import { useRecord } from "@/shared/api/queries";
import type { Attendance, AttendanceList, Meeting } from "@/shared/api/types";
import { useCode, useT } from "@/shared/i18n";
import { useAct } from "@/shared/ui/act";
import { Loads } from "@/shared/ui/loads";
import { useNames } from "@/shared/ui/names";
import { Part } from "@/shared/ui/page";
import { ProblemNotice } from "@/shared/ui/problem";

/** Who is asked, who answered, who is there, and who should be and is not. */
export function AttendancePanel({ meeting, nations }: { meeting: Meeting; nations: string[] }) {
  const t = useT();
  const query = useRecord<AttendanceList>("meeting", `/meetings/${meeting.id}/attendance`);
  const [adding, setAdding] = useState(false);
  const edit = may(meeting.can, "attendance");
  return (
    <Part
      title={t("attendance.title")}
      aside={
        edit && (
          <Button variant="subtle" onClick={() => setAdding(!adding)} aria-expanded={adding}>
            {t("attendance.add")}
          </Button>
        )
      }
    >
      {adding && <AdmitForm meeting={meeting} nations={nations} close={() => setAdding(false)} />}
      <Loads query={query} rows={3}>
        {({ value }) => (
          <>
            {value.items.length === 0 && <p className="muted small">{t("attendance.empty")}</p>}
            <ul className={css.list}>
              {value.items.map((person) => (
                <PersonRow key={person.id} person={person} edit={edit} />
              ))}
            </ul>
            {value.missing.length > 0 && (
              <div className={css.missing}>
                <strong>{t("attendance.missing")}</strong>
                <ul>
                  {value.missing.map((who) => (
                    <li key={who}>{who}</li>
                  ))}
                </ul>
              </div>
            )}
          </>
        )}
      </Loads>
    </Part>
  );
}

function PersonRow({ person, edit }: { person: Attendance; edit: boolean }) {
  const t = useT();
  const code = useCode();
  const names = useNames();
  const path = `/attendance/${person.id}`;
  const act = useAct(
    async (present: boolean) => api.patch(path, { present }, (await api.read(path)).etag),
    ["meeting"],
  );
  return (
    <li>
      <div className={css.person}>
        <span>{person.person_name}</span>
        {edit ? (
          <Checkbox
            size="xs"
            checked={act.isPending ? act.variables : person.present}
            onChange={(event) => act.mutate(event.currentTarget.checked)}
            aria-label={t("attendance.present", { name: person.person_name })}
          />
        ) : null}
      </div>
      <div className="row small muted">
        <span>{names(person.nation)}</span>
        <span>{code("capacity", person.capacity)}</span>
        <span>{code("attendance.response", person.response)}</span>
      </div>
      {act.error ? <ProblemNotice error={act.error} compact /> : null}
    </li>
  );
}
