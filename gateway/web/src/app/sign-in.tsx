import { Button } from "@mantine/core";
import { useEffect, useSyncExternalStore } from "react";
import css from "@/app/sign-in.module.css";
import { announceSession, sessionStore } from "@/shared/api/session";
import { useT } from "@/shared/i18n";

/** The page of somebody who is not signed in: it says so where their access was revoked, and shows nothing else. */
export function SignIn() {
  const t = useT();
  const revoked = useSyncExternalStore(sessionStore.subscribe, sessionStore.get).status === "revoked";
  const back = encodeURIComponent(location.pathname + location.search);
  useEffect(() => {
    document.title = t("signin.title");
  }, [t]);
  return (
    <main className={css.page}>
      <div className={css.card}>
        <img src="/icon.svg" alt="" width={44} height={44} />
        <h1>{t(revoked ? "signin.revoked" : "signin.title")}</h1>
        <p>{t(revoked ? "signin.revoked.text" : "signin.text")}</p>
        <Button component="a" href={`/auth/login?return=${back}`} size="md" data-autofocus>
          {t(revoked ? "signin.again.button" : "signin.button")}
        </Button>
      </div>
    </main>
  );
}

/** Where the window that renewed a session ends: it tells the waiting page and closes. */
export function SignedIn() {
  const t = useT();
  useEffect(() => {
    announceSession();
    window.close();
  }, []);
  return (
    <main className={css.page}>
      <p>{t("signin.done")}</p>
    </main>
  );
}

/** Stands above the page when the session has ended; everything typed below stays. */
export function SessionEnded() {
  const t = useT();
  const { status } = useSyncExternalStore(sessionStore.subscribe, sessionStore.get);
  if (status !== "expired" && status !== "revoked") return null;
  if (status === "revoked") {
    return (
      <div className={css.ended} role="alert">
        <strong>{t("signin.revoked")}</strong>
        <span>{t("signin.revoked.text")}</span>
      </div>
    );
  }
  const again = () =>
    window.open("/auth/login?return=/signed-in", "entente-sign-in", "popup,width=520,height=720");
  return (
    <div className={css.ended} role="alert">
      <strong>{t("signin.again")}</strong>
      <span>{t("signin.again.text")}</span>
      <Button onClick={again}>{t("signin.again.button")}</Button>
    </div>
  );
}
