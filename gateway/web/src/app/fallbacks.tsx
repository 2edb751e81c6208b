import { Link } from "@tanstack/react-router";
import { Problem } from "@/shared/api/problem";
import { useT } from "@/shared/i18n";
import { ProblemNotice } from "@/shared/ui/problem";

/** An address that leads nowhere. */
export function Missing() {
  const t = useT();
  return (
    <div style={{ padding: "2rem" }} className="stack">
      <ProblemNotice error={new Problem({ status: 404 })} />
      <Link to="/" className="link">
        {t("problem.toBrief")}
      </Link>
    </div>
  );
}

/** A fault of the page itself; reading it again is the way out. */
export function Failed({ error }: { error: unknown }) {
  return (
    <div style={{ padding: "2rem" }}>
      <ProblemNotice error={error} retry={() => location.reload()} />
    </div>
  );
}
