import { problemOf } from "@/shared/api/problem";

/** Who is signed in, as the gateway says. No token is ever here: only the header value that guards changes. */
export interface Session {
  signed_in: boolean;
  csrf: string;
  name: string;
  expires_at: string | null;
  /** Why there is none: a problem's type, such as `subject-revoked`. */
  reason: string | null;
}

type Status = "unknown" | "in" | "out" | "expired" | "revoked";
interface State {
  status: Status;
  session: Session | null;
}

/** The type of the problem that says that the person's access was revoked. */
export const REVOKED = "subject-revoked";
const CHANNEL = "entente-session";
const listeners = new Set<() => void>();
let state: State = { status: "unknown", session: null };
let waiting: { promise: Promise<void>; resolve: () => void } | null = null;

function set(next: State): void {
  state = next;
  for (const listener of listeners) listener();
}

/** The present state, for `useSyncExternalStore`. */
export const sessionStore = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  get: (): State => state,
};

/**
 * Asks the gateway who is signed in. Fails as `fetch` does where it cannot be reached, and with its `Problem` where it
 * cannot know now: then nobody is told that their session ended.
 */
export async function loadSession(): Promise<Session | null> {
  const response = await fetch("/auth/session", { headers: { accept: "application/json" } });
  if (!response.ok) throw await problemOf(response);
  const session = (await response.json()) as Session;
  if (session.signed_in) {
    set({ status: "in", session });
    waiting?.resolve();
    waiting = null;
    return session;
  }
  // A page that was in use stays and says why it ended; a revoked person reads that, not a bare sign-in.
  const { status } = state;
  if (session.reason === REVOKED) markRevoked();
  else set({ status: status === "in" ? "expired" : status === "unknown" ? "out" : status, session: null });
  return null;
}

/** The guard value for changes. */
export function csrf(): string {
  return state.session?.csrf ?? "";
}

/** The person's access ended, in every tab: nothing more is asked for or shown. */
export function markRevoked(): void {
  if (state.status === "revoked") return;
  set({ status: "revoked", session: null });
  announceSession("revoked");
}

/** Says that the session ended and waits until the person has signed in again, in place; then the caller retries. */
export function signedInAgain(): Promise<void> {
  if (!waiting) {
    let resolve = () => {};
    const promise = new Promise<void>((done) => {
      resolve = done;
    });
    waiting = { promise, resolve };
    set({ status: "expired", session: null });
  }
  return waiting.promise;
}

/** Tabs (the sign-in window among them) tell each other: the session changed, the person left, or was revoked. */
export function announceSession(news: "changed" | "left" | "revoked" = "changed"): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(news);
  channel.close();
}

/**
 * Listens to those tabs, and looks again when the page comes back to the front while a session is missing. A page
 * that the browser brings back as it was (Back after signing out) is read anew, so that nothing of it is shown.
 */
export function watchSession(): void {
  new BroadcastChannel(CHANNEL).addEventListener("message", ({ data }: MessageEvent<string>) => {
    if (leaving) return;
    if (data === "left") location.reload();
    else if (data === "revoked") markRevoked();
    else void loadSession().catch(() => {});
  });
  addEventListener("focus", () => {
    if (state.status === "expired" || state.status === "revoked") void loadSession().catch(() => {});
  });
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) location.reload();
  });
}

let person: string | null = null;

/** Names the person whose page this is: what they wrote is kept under their name and sent by nobody else. */
export function bindPerson(id: string): void {
  person ??= id;
}

/** Whose page this is, or null before that is known. */
export const boundPerson = (): string | null => person;

let leaving = false;

/** Whether the person has signed out here: then nothing of theirs is kept any more. */
export const isLeaving = (): boolean => leaving;

/** Ends the session at the gateway, then forgets what was kept on this device. Fails as `fetch` does. */
export async function signOut(forget: () => Promise<void>): Promise<void> {
  const response = await fetch("/auth/logout", { method: "POST", headers: { "X-Entente-CSRF": csrf() } });
  const answer = (await response.json().catch(() => null)) as { location?: string } | null;
  leaving = true;
  await forget();
  announceSession("left");
  location.replace(answer?.location ?? "/");
}
