import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from "react";

/** Something that can be done on the page that is open, offered by the command palette too. */
export interface Command {
  id: string;
  name: string;
  hint?: string;
  /** Whether it is offered on every page: it stands after the page's own. */
  everywhere?: boolean;
  run: () => void;
}
interface Registry {
  commands: Command[];
  /** Each part of a page offers its own; null takes them back. */
  offer(part: string, commands: Command[] | null): void;
}
const Context = createContext<Registry>({ commands: [], offer: () => {} });

export function CommandsProvider({ children }: { children: ReactNode }) {
  const [parts, setParts] = useState<ReadonlyMap<string, Command[]>>(new Map());
  const offer = useCallback((part: string, commands: Command[] | null) => {
    setParts((before) => {
      const next = new Map(before);
      if (commands?.length) next.set(part, commands);
      else next.delete(part);
      return next;
    });
  }, []);
  const registry = useMemo(() => ({ commands: [...parts.values()].flat(), offer }), [parts, offer]);
  return <Context value={registry}>{children}</Context>;
}

export const usePageCommandList = (): Command[] => useContext(Context).commands;

/** Offers these acts while the page is open. */
export function usePageCommands(commands: Command[]): void {
  const { offer } = useContext(Context);
  const part = useId();
  const latest = useRef(commands);
  latest.current = commands;
  const mark = commands.map(({ id, name }) => `${id}:${name}`).join("|");
  // biome-ignore lint/correctness/useExhaustiveDependencies: names decide; the newest act is run
  useEffect(() => {
    offer(
      part,
      latest.current.map((command) => ({
        ...command,
        run: () => latest.current.find(({ id }) => id === command.id)?.run(),
      })),
    );
    return () => offer(part, null);
  }, [offer, part, mark]);
}
