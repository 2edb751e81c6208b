import { useNavigate, useSearch } from "@tanstack/react-router";
import { DirectoryView } from "@/features/directory/directory";

/** `/directory` */
export function DirectoryPage() {
  const { nation } = useSearch({ from: "/frame/directory" });
  const navigate = useNavigate();
  return (
    <DirectoryView
      nation={nation}
      choose={(next) => void navigate({ to: "/directory", search: { nation: next }, replace: true })}
    />
  );
}
