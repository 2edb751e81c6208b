import type { Activity, ActivityLine } from "@/shared/activities/types";
import { api } from "@/shared/api/client";
import { Problem } from "@/shared/api/problem";

/** What became of one of several changes. */
export interface Outcome {
  activity: ActivityLine;
  /** Why not, in the service's words; null where it was done. */
  problem: Problem | null;
  /** Somebody changed it after the list was read. */
  meanwhile: boolean;
}

/**
 * Sets the status of several activities, each as it stands in the list: one that somebody changed meanwhile stays as it
 * is. Each succeeds or fails by itself; `told` says how many are through.
 */
export async function setStatus(
  activities: ActivityLine[],
  to: string,
  reason: string,
  told: (count: number) => void,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const activity of activities) {
    outcomes.push(await setOne(activity, to, reason));
    told(outcomes.length);
  }
  return outcomes;
}

async function setOne(activity: ActivityLine, to: string, reason: string): Promise<Outcome> {
  const path = `/activities/${activity.id}`;
  try {
    const { value, etag } = await api.read<Activity>(path);
    if (!sameLine(value, activity)) return { activity, problem: null, meanwhile: true };
    await api.post(`${path}/status`, { to, reason }, { etag });
    return { activity, problem: null, meanwhile: false };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { activity, problem: error, meanwhile: error.stale };
  }
}

const SHOWN = ["title", "status", "hosts", "nations", "start", "end", "lead", "people"] as const;

/** Whether a record is still what the list shows of it. */
export const sameLine = (now: ActivityLine, shown: ActivityLine): boolean =>
  SHOWN.every((field) => JSON.stringify(now[field]) === JSON.stringify(shown[field]));

export const isDone = ({ problem, meanwhile }: Outcome): boolean => problem === null && !meanwhile;
