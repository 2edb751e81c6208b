import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from "react";
import { refresh } from "@/shared/api/queries";
import { loadSession, sessionStore } from "@/shared/api/session";
import { type LiveStatus, startLive } from "@/shared/live/live";

const LiveContext = createContext<LiveStatus>("connecting");

/** How fresh the page is: `live` means that what others change appears by itself. */
export const useLiveStatus = (): LiveStatus => useContext(LiveContext);

/** Milliseconds in which changes are gathered. */
const GATHER = 120;
/** So many milliseconds at most the next changes wait for what is being read: an answer may never come. */
const LONGEST = 10_000;

const later = (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds));

/**
 * Reads again what others changed; many changes within a moment are read once, and those that come while it is being
 * read, after that: a list of many pages is read to its end however busy the others are.
 */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [status, setStatus] = useState<LiveStatus>("connecting");
  const revoked = useSyncExternalStore(sessionStore.subscribe, sessionStore.get).status === "revoked";
  useEffect(() => {
    if (revoked) return;
    const types = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stopped = false;
    const gather = () => {
      if (!stopped) timer ??= setTimeout(flush, GATHER);
    };
    const flush = async () => {
      const changed = [...types];
      types.clear();
      await Promise.race([refresh(client, ...changed), later(LONGEST)]);
      timer = undefined;
      if (types.size > 0) gather();
    };
    const stop = startLive({
      event: ({ type }) => {
        types.add(type);
        gather();
      },
      status: (next) => {
        setStatus(next);
        // A stream that ends may have ended with the session: then the person is asked to sign in, in place.
        if (next === "lost") void loadSession().catch(() => {});
      },
    });
    return () => {
      stopped = true;
      clearTimeout(timer);
      stop();
    };
  }, [client, revoked]);
  // Nothing is lost and comes back by itself after a revocation: the notice above the page says what happened.
  return <LiveContext value={revoked ? "connecting" : status}>{children}</LiveContext>;
}
