/**
 * What others change, as it happens. One stream per browser: the tab that holds the lock listens and tells the other
 * tabs. The stream carries type and id only; each tab then reads again what it shows, under its own rights.
 */
export interface LiveEvent {
  type: string;
  id: string;
}
export type LiveStatus = "connecting" | "live" | "lost";

interface Told {
  kind: "event" | "status" | "ask";
  event?: LiveEvent;
  status?: LiveStatus;
}

const CHANNEL = "entente-live";
const LONGEST_PAUSE = 30_000;

export interface LiveHandlers {
  event(event: LiveEvent): void;
  status(status: LiveStatus): void;
}

/** Starts listening; the returned function stops it. */
export function startLive(handlers: LiveHandlers): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  const stop = new AbortController();
  let known: LiveStatus | undefined;
  let leading = false;
  const tell = (told: Told) => {
    // A tab that opens later asks the one that listens how it stands.
    if (told.kind === "ask" && leading && known) channel.postMessage({ kind: "status", status: known });
    known = told.status ?? known;
    if (told.event) handlers.event(told.event);
    if (told.status) handlers.status(told.status);
  };
  channel.addEventListener("message", (message: MessageEvent<Told>) => tell(message.data));
  channel.postMessage({ kind: "ask" });
  const lead = () => {
    leading = true;
    return follow(stop.signal, (told) => {
      channel.postMessage(told);
      tell(told);
    });
  };
  if ("locks" in navigator) {
    navigator.locks.request(CHANNEL, { signal: stop.signal }, lead).catch(() => {});
  } else {
    void lead();
  }
  return () => {
    stop.abort();
    channel.close();
  };
}

/** Keeps a stream open until told to stop; every reopening says after which event, and waits longer each time. */
async function follow(signal: AbortSignal, tell: (told: Told) => void): Promise<void> {
  let after = "";
  let failures = 0;
  while (!signal.aborted) {
    tell({ kind: "status", status: failures === 0 ? "connecting" : "lost" });
    await listen(after, signal, {
      opened: () => {
        failures = 0;
        tell({ kind: "status", status: "live" });
      },
      event: (event, id) => {
        after = id || after;
        if (event) tell({ kind: "event", event });
      },
    });
    failures += 1;
    tell({ kind: "status", status: "lost" });
    await pause(backOff(failures), signal);
  }
}

/** Milliseconds before the next attempt: doubling from half a second, never in step with other browsers. */
export function backOff(failures: number, random: () => number = Math.random): number {
  return Math.min(LONGEST_PAUSE, 500 * 2 ** Math.min(failures - 1, 10)) * (0.5 + random() / 2);
}

interface StreamHandlers {
  opened(): void;
  event(event: LiveEvent | null, id: string): void;
}

function listen(after: string, signal: AbortSignal, handlers: StreamHandlers): Promise<void> {
  return new Promise((done) => {
    const query = after ? `?after=${encodeURIComponent(after)}` : "";
    const source = new EventSource(`/api/v1/live${query}`);
    const end = () => {
      source.close();
      done();
    };
    const take = (message: MessageEvent<string>) => {
      const event = parse(message.data);
      handlers.event(event, message.lastEventId);
    };
    source.addEventListener("open", () => handlers.opened());
    source.addEventListener("message", take);
    source.addEventListener("changed", take as (event: Event) => void);
    source.addEventListener("resync", () => handlers.event(EVERYTHING, ""));
    source.addEventListener("ready", take as (event: Event) => void);
    source.addEventListener("end", end);
    source.addEventListener("error", end);
    signal.addEventListener("abort", end, { once: true });
    // A stream does not always notice that the network is gone; the browser says so.
    addEventListener("offline", end, { once: true, signal });
  });
}

/** Stands for every type: what was missed cannot be told. */
export const EVERYTHING: LiveEvent = { type: "*", id: "" };

function parse(data: string): LiveEvent | null {
  try {
    const value = JSON.parse(data) as Partial<LiveEvent>;
    return typeof value.type === "string" ? { type: value.type, id: String(value.id ?? "") } : null;
  } catch {
    return null;
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, milliseconds);
    const end = () => {
      clearTimeout(timer);
      done();
    };
    signal.addEventListener("abort", end, { once: true });
    addEventListener("online", end, { once: true, signal });
  });
}
