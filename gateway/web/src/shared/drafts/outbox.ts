import { createStore, del, entries, set } from "idb-keyval";
import { request } from "@/shared/api/client";
import { Problem } from "@/shared/api/problem";
import { boundPerson, sessionStore } from "@/shared/api/session";

/**
 * What was recorded and is not yet confirmed by the server. Each entry keeps its idempotency key, so that a retry
 * after a lost answer makes nothing twice; entries of one scope are sent in the order in which they were made.
 */
export interface Waiting {
  id: string;
  /** Who recorded it: nobody else's session sends it. */
  person: string;
  scope: string;
  method: "POST" | "PATCH" | "PUT";
  path: string;
  body: unknown;
  etag: string | null;
  /** In words, for the person who waits for it. */
  words: string;
  at: string;
}

export interface OutboxState {
  waiting: Waiting[];
  refused: { entry: Waiting; problem: Problem }[];
  online: boolean;
  savedAt: string | null;
}

type Sent = (entry: Waiting) => void;

const store = createStore("entente-outbox", "waiting");
const listeners = new Set<() => void>();
const sentListeners = new Set<Sent>();
let state: OutboxState = { waiting: [], refused: [], online: true, savedAt: null };
let running: Promise<void> | null = null;
let retry: ReturnType<typeof setTimeout> | undefined;
let failures = 0;

function update(part: Partial<OutboxState>): void {
  state = { ...state, ...part };
  for (const listener of listeners) listener();
}

export const outbox = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  get: (): OutboxState => state,
  /** Called after the server confirmed an entry. */
  onSent(listener: Sent): () => void {
    sentListeners.add(listener);
    return () => sentListeners.delete(listener);
  },
  /** Takes up what an earlier page of this person left unsent. */
  async start(): Promise<void> {
    const kept = (await entries<string, Waiting>(store))
      .map(([, entry]) => entry)
      .filter(({ person }) => person === boundPerson());
    update({ waiting: kept.sort((a, b) => a.at.localeCompare(b.at)) });
    addEventListener("online", () => void pump());
    sessionStore.subscribe(() => {
      if (sessionStore.get().status === "in") void pump();
    });
    await pump();
  },
  /**
   * Keeps the entry on this device first, then sends it. "kept" means that the connection is lost: it is sent as soon
   * as it is back. A refusal is given back, so that the form can say what to mend.
   */
  async submit(
    entry: Omit<Waiting, "id" | "at" | "person">,
    keepOnDevice: boolean,
  ): Promise<"sent" | "kept" | Problem> {
    const own = { id: crypto.randomUUID(), person: boundPerson() ?? "", at: new Date().toISOString() };
    const full: Waiting = { ...entry, ...own };
    if (keepOnDevice) await set(full.id, full, store).catch(() => {});
    update({ waiting: [...state.waiting, full] });
    await pump();
    const refused = state.refused.find((each) => each.entry.id === full.id);
    if (refused) {
      await outbox.drop(full.id);
      return refused.problem;
    }
    return state.waiting.some(({ id }) => id === full.id) ? "kept" : "sent";
  },
  /** Drops a refused entry, after its words were taken back into a form or given up. */
  async drop(id: string): Promise<void> {
    await del(id, store);
    update({ refused: state.refused.filter(({ entry }) => entry.id !== id) });
  },
};

async function sendOne(entry: Waiting): Promise<"sent" | "later"> {
  try {
    await request(entry.method, entry.path, { body: entry.body, etag: entry.etag, key: entry.id });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.offline || error.status >= 500 || error.status === 401) return "later";
    update({ refused: [...state.refused, { entry, problem: error }] });
  }
  return "sent";
}

function pump(): Promise<void> {
  running ??= sendAll().finally(() => {
    running = null;
  });
  return running;
}

async function sendAll(): Promise<void> {
  clearTimeout(retry);
  for (let entry = state.waiting[0]; entry; entry = state.waiting[0]) {
    const sent = entry;
    if ((await sendOne(sent)) === "later") {
      failures += 1;
      update({ online: false });
      // Nothing is asked for in vain after a revocation; what waits is sent once the person is let in again.
      if (sessionStore.get().status !== "revoked")
        retry = setTimeout(() => void pump(), Math.min(15_000, 1_000 * 2 ** failures));
      return;
    }
    failures = 0;
    if (!state.refused.some((each) => each.entry.id === sent.id)) await del(sent.id, store).catch(() => {});
    update({
      waiting: state.waiting.filter(({ id }) => id !== sent.id),
      online: true,
      savedAt: new Date().toISOString(),
    });
    for (const listener of sentListeners) listener(sent);
  }
}
