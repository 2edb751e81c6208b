import { useNavigate, useSearch } from "@tanstack/react-router";
import { AuditView } from "@/features/audit/audit";

/** `/audit` */
export function AuditPage() {
  const filters = useSearch({ from: "/frame/audit" });
  const navigate = useNavigate();
  return (
    <AuditView
      filters={filters}
      change={(search) => void navigate({ to: "/audit", search: { ...search }, replace: true })}
    />
  );
}
