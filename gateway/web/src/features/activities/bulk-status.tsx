import { Button, Menu, Modal, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import css from "@/features/activities/activities.module.css";
import { isDone, type Outcome, setStatus } from "@/features/activities/bulk";
import { NEED_REASON, STATUSES } from "@/shared/activities/selection";
import type { ActivityLine } from "@/shared/activities/types";
import { refresh } from "@/shared/api/queries";
import { useCode, useT } from "@/shared/i18n";
import { Form } from "@/shared/ui/form";

interface Asked {
  selected: ActivityLine[];
  to: string;
  reason: string;
}

/** Sets the status of what is selected, and says of each that was not changed why. */
export function useBulkStatus() {
  const client = useQueryClient();
  const [count, setCount] = useState(0);
  const [report, setReport] = useState<{ to: string; outcomes: Outcome[] } | null>(null);
  const act = useMutation({
    mutationFn: ({ selected, to, reason }: Asked) => setStatus(selected, to, reason, setCount),
    retry: false,
    onMutate: () => setCount(0),
    onSuccess: (outcomes, { to }) => setReport({ outcomes, to }),
    onSettled: () => void refresh(client, "activity"),
  });
  return { act, count, report, dismiss: () => setReport(null) };
}
type Bulk = ReturnType<typeof useBulkStatus>;

/** Above the list, while something is selected. */
export function BulkStatus({ selected, bulk }: { selected: ActivityLine[]; bulk: Bulk }) {
  const t = useT();
  const code = useCode();
  const [asked, setAsked] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const go = (to: string, why = "") => bulk.act.mutate({ selected, to, reason: why });
  if (bulk.act.isPending)
    return <span role="status">{t("activities.bulk.runs", { count: bulk.count, of: selected.length })}</span>;
  return (
    <>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button variant="default">{t("activities.bulk")}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {STATUSES.map((to) => (
            <Menu.Item key={to} onClick={() => (NEED_REASON.includes(to) ? setAsked(to) : go(to))}>
              {code("activity.status", to)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={asked !== null}
        onClose={() => setAsked(null)}
        title={asked ? code("activity.status", asked) : ""}
        closeButtonProps={{ "aria-label": t("form.cancel") }}
      >
        <Form
          action={t("activities.bulk")}
          send={() => {
            if (asked) go(asked, reason.trim());
            setAsked(null);
          }}
          close={() => setAsked(null)}
          error={null}
          busy={false}
          ready={Boolean(reason.trim())}
        >
          <TextInput
            label={t("activity.reason")}
            required
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </Form>
      </Modal>
    </>
  );
}

/** What the last change of several did: each that stands as it was, with the reason. */
export function BulkReport({ bulk }: { bulk: Bulk }) {
  const t = useT();
  const code = useCode();
  if (!bulk.report) return null;
  const { outcomes, to } = bulk.report;
  const failed = outcomes.filter((outcome) => !isDone(outcome));
  const words = { done: outcomes.length - failed.length, failed: failed.length };
  return (
    <div className={css.report} role="status">
      <div className="row">
        <strong>
          {t("activities.bulk.done", { ...words, status: code("activity.status", to).toLowerCase() })}
        </strong>
        <Button variant="subtle" onClick={bulk.dismiss}>
          {t("undo.dismiss")}
        </Button>
      </div>
      {failed.length > 0 && (
        <ul aria-label={t("activities.bulk.report")}>
          {failed.map(({ activity, problem, meanwhile }) => (
            <li key={activity.id}>
              <Link to="/activities/$id" params={{ id: activity.id }} className="link">
                {activity.title}
              </Link>
              : {meanwhile ? t("activities.bulk.changed") : problem?.detail || problem?.title}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
