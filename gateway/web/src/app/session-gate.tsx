import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Revoked, SignedIn, SignIn } from "@/app/sign-in";
import { Problem } from "@/shared/api/problem";
import { meOptions, policyOptions } from "@/shared/api/queries";
import { bindPerson, boundPerson, loadSession, sessionStore } from "@/shared/api/session";
import { outbox } from "@/shared/drafts/outbox";
import { useT } from "@/shared/i18n";
import { Bones } from "@/shared/ui/loads";
import { ProblemNotice } from "@/shared/ui/problem";

const ASK_AGAIN_MS = 5000;

/** Shows the pages to a signed-in person, and sign-in to anybody else. */
export function SessionGate({ children }: { children: ReactNode }) {
  const { status } = useSyncExternalStore(sessionStore.subscribe, sessionStore.get);
  const [fault, setFault] = useState<unknown>(null);
  const t = useT();
  const ask = () => {
    loadSession().catch((error) => setFault(error instanceof Problem ? error : new Problem({ status: 0 })));
  };
  useEffect(ask, []);
  useEffect(() => {
    if (!fault || status !== "unknown") return;
    const again = setTimeout(ask, ASK_AGAIN_MS);
    return () => clearTimeout(again);
  });
  if (location.pathname === "/signed-in") return <SignedIn />;
  if (fault && status === "unknown")
    return (
      <Centre>
        <h1 className="hidden-text">{t("app.name")}</h1>
        <ProblemNotice error={fault} retry={ask} />
      </Centre>
    );
  if (status === "unknown") return null;
  if (status === "out") return <SignIn />;
  if (status === "revoked") return <Revoked />;
  return <Person>{children}</Person>;
}

function Centre({ children }: { children: ReactNode }) {
  return <main style={{ maxWidth: "40rem", margin: "15vh auto", padding: "1rem" }}>{children}</main>;
}

/** Waits for who the person is; another person after a new sign-in starts from nothing. */
function Person({ children }: { children: ReactNode }) {
  const me = useQuery(meOptions);
  useQuery(policyOptions);
  const client = useQueryClient();
  const first = useRef<string | null>(null);
  const { session } = useSyncExternalStore(sessionStore.subscribe, sessionStore.get);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new session may be another person's
  useEffect(() => {
    if (first.current && session) void client.invalidateQueries({ queryKey: ["me"] });
  }, [session]);
  useEffect(() => {
    if (!me.data) return;
    if (first.current && first.current !== me.data.id) location.assign("/");
    if (!first.current) void outbox.start();
    first.current = me.data.id;
  }, [me.data]);
  if (me.data) {
    bindPerson(me.data.id);
    // Another person's sign-in: this page is on its way out (above) and shows them nothing.
    return me.data.id === boundPerson() ? children : null;
  }
  if (me.error)
    return (
      <Centre>
        <ProblemNotice error={me.error} retry={() => void me.refetch()} />
      </Centre>
    );
  return (
    <Centre>
      <Bones rows={4} />
    </Centre>
  );
}
