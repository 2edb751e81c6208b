import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from "react";

/** Something that can be done on the page that is open, offered by the command palette too. */
export interface Command {
  id: string;
  name: string;
  hint?: string;
  run: () => void;
}
interface Registry {
  commands: Command[];
  set(commands: Command[]): void;
}
const Context = createContext<Registry>({ commands: [], set: () => {} });

export function CommandsProvider({ children }: { children: ReactNode }) {
  const [commands, set] = useState<Command[]>([]);
  const registry = useMemo(() => ({ commands, set }), [commands]);
  return <Context value={registry}>{children}</Context>;
}

export const usePageCommandList = (): Command[] => useContext(Context).commands;

/** Offers these acts while the page is open. */
export function usePageCommands(commands: Command[]): void {
  const { set } = useContext(Context);
  const latest = useRef(commands);
  latest.current = commands;
  const mark = commands.map(({ id, name }) => `${id}:${name}`).join("|");
  // biome-ignore lint/correctness/useExhaustiveDependencies: names decide; the newest act is run
  useEffect(() => {
    set(
      latest.current.map((command) => ({
        ...command,
        run: () => latest.current.find(({ id }) => id === command.id)?.run(),
      })),
    );
    return () => set([]);
  }, [set, mark]);
}
