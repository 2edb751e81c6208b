import { Button } from "@mantine/core";
import { useEffect, useSyncExternalStore } from "react";
import css from "@/app/sign-in.module.css";
import { announceSession, sessionStore } from "@/shared/api/session";
import { useT } from "@/shared/i18n";

/** The page of somebody who is not signed in. */
export function SignIn() {
  const t = useT();
  const back = encodeURIComponent(location.pathname + location.search);
  useEffect(() => {
    document.title = t("signin.title");
  }, [t]);
  return (
    <main className={css.page}>
      <div className={css.card}>
        <img src="/icon.svg" alt="" width={44} height={44} />
        <h1>{t("signin.title")}</h1>
        <p>{t("signin.text")}</p>
        <Button component="a" href={`/auth/login?return=${back}`} size="md" data-autofocus>
          {t("signin.button")}
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

/** All that a person whose access was revoked still sees. */
export function Revoked() {
  const t = useT();
  useEffect(() => {
    document.title = t("signin.revoked");
  }, [t]);
  return (
    <main className={css.page}>
      <div className={css.card} role="alert">
        <img src="/icon.svg" alt="" width={44} height={44} />
        <h1>{t("signin.revoked")}</h1>
        <p>{t("signin.revoked.text")}</p>
        <Button component="a" href="/auth/login?return=/" variant="default">
          {t("signin.again.button")}
        </Button>
      </div>
    </main>
  );
}

/** Stands above the page when the session has ended; everything typed below stays. */
export function SessionEnded() {
  const t = useT();
  const { status } = useSyncExternalStore(sessionStore.subscribe, sessionStore.get);
  if (status !== "expired") return null;
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
