import { useNavigate, useSearch } from "@tanstack/react-router";
import { CoverageView } from "@/features/coverage/coverage";

/** `/coverage` */
export function CoveragePage() {
  const filters = useSearch({ from: "/frame/coverage" });
  const navigate = useNavigate();
  return (
    <CoverageView
      filters={filters}
      change={(search) => void navigate({ to: "/coverage", search: { ...search }, replace: true })}
    />
  );
}
