import { useParams } from "@tanstack/react-router";
import { CountryView } from "@/features/countries/country";

/** `/countries/$code` */
export function CountryRoute() {
  const { code } = useParams({ strict: false });
  return <CountryView key={code} code={code ?? ""} />;
}
