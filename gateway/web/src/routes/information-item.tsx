import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { ItemView } from "@/features/information/item";

/** `/information/$id` */
export function ItemRoute() {
  const { id } = useParams({ strict: false });
  const { as } = useSearch({ strict: false }) as { as?: string };
  const navigate = useNavigate();
  const seeAs = (next: string | null) =>
    void navigate({
      to: ".",
      search: ((before: object) => ({ ...before, as: next ?? undefined })) as never,
      replace: true,
      resetScroll: false,
    });
  return <ItemView key={id} id={id ?? ""} as={as} seeAs={seeAs} />;
}
