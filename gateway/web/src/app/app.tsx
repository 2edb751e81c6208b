import { MantineProvider } from "@mantine/core";
import { QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { router } from "@/app/router";
import { SessionGate } from "@/app/session-gate";
import { Problem } from "@/shared/api/problem";
import { Messages } from "@/shared/i18n";
import { schemeOf, useAppearance } from "@/shared/ui/appearance";
import { theme } from "@/shared/ui/theme";

const client = new QueryClient({
  // What is hidden from the reader by now, or gone, is shown no longer: nothing of it stays on an open page.
  queryCache: new QueryCache({
    onError: (error, query) => {
      if (error instanceof Problem && error.status === 404 && query.state.data !== undefined)
        query.setState({ data: undefined });
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: true,
      // A refusal is an answer; only what could not be asked is asked again.
      retry: (count, error) =>
        count < 3 && error instanceof Problem && (error.offline || error.status >= 502),
    },
  },
});

/** Everything around the pages: appearance, words, cache, session. */
export function App({ nonce }: { nonce: string }) {
  const appearance = useAppearance();
  return (
    <MantineProvider theme={theme} forceColorScheme={schemeOf(appearance)} getStyleNonce={() => nonce}>
      <Messages>
        <QueryClientProvider client={client}>
          <SessionGate>
            <RouterProvider router={router} />
          </SessionGate>
        </QueryClientProvider>
      </Messages>
    </MantineProvider>
  );
}
