import { type ComponentType, useCallback, useEffect, useState } from "react";
import { Problem } from "@/shared/api/problem";
import { Bones } from "@/shared/ui/loads";
import { ProblemNotice } from "@/shared/ui/problem";

/**
 * A part that is read after its page, so that the page itself stays small. Whoever may show it calls `useEarly`, while
 * there is a connection; where it cannot be read that is said in its place, and nothing else of the page is lost.
 */
export function late<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  let part: ComponentType<Props> | null = null;
  const read = async () => {
    part ??= await load();
    return part;
  };

  function Late(props: Props) {
    const [Part, setPart] = useState<ComponentType<Props> | null>(() => part);
    const [fault, setFault] = useState(false);
    const again = useCallback(() => {
      setFault(false);
      read().then(
        (found) => setPart(() => found),
        () => setFault(true),
      );
    }, []);
    useEffect(() => {
      if (!Part) again();
    }, [Part, again]);
    if (Part) return <Part {...props} />;
    if (!fault) return <Bones rows={2} />;
    return <ProblemNotice error={new Problem({ status: 0 })} retry={again} compact />;
  }

  /** Reads it once the page stands. */
  const useEarly = () => {
    useEffect(() => {
      read().catch(() => {});
    }, []);
  };
  return [Late, useEarly] as const;
}
