import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { Problem } from "@/shared/api/problem";
import { useT } from "@/shared/i18n";
import { ProblemNotice } from "@/shared/ui/problem";

/** An address that leads nowhere. */
export function Missing() {
  const t = useT();
  return (
    <main style={{ padding: "2rem" }} className="stack">
      <h1 className="hidden-text">{t("problem.notFound")}</h1>
      <ProblemNotice error={new Problem({ status: 404 })} />
      <Link to="/" className="link">
        {t("problem.toBrief")}
      </Link>
    </main>
  );
}

/** A fault of the page itself; reading it again is the way out. */
export function Failed({ error }: { error: unknown }) {
  const t = useT();
  return (
    <main style={{ padding: "2rem" }}>
      <h1 className="hidden-text">{t("problem.crash")}</h1>
      <ProblemNotice error={error} retry={() => location.reload()} />
    </main>
  );
}

/** Part of the client that could not be fetched: the connection is at fault, not the page. */
const UNFETCHED = /dynamically imported module|module script|preload CSS/i;

/** A page that failed inside the frame: banner, sections and the rest stay, and the way on with them. */
export function PageFailed({ error }: { error: unknown }) {
  const t = useT();
  const lost = error instanceof Error && UNFETCHED.test(error.message);
  useEffect(() => {
    if (!lost) return;
    const again = () => location.reload();
    addEventListener("online", again);
    return () => removeEventListener("online", again);
  }, [lost]);
  return (
    <div style={{ padding: "2rem" }}>
      <h1 className="hidden-text">{lost ? t("problem.offline") : t("problem.crash")}</h1>
      <ProblemNotice error={lost ? new Problem({ status: 0 }) : error} retry={() => location.reload()} />
    </div>
  );
}
