import { type ReactNode, useCallback, useMemo } from "react";
import { IntlProvider, type PrimitiveType, useIntl } from "react-intl";
import type { audit } from "@/shared/i18n/en/audit";
import { brief } from "@/shared/i18n/en/brief";
import { common } from "@/shared/i18n/en/common";
import { decisions } from "@/shared/i18n/en/decisions";
import type { forums } from "@/shared/i18n/en/forums";
import type { information } from "@/shared/i18n/en/information";
import type { labels } from "@/shared/i18n/en/labels";
import type { lessons } from "@/shared/i18n/en/lessons";
import { meetings } from "@/shared/i18n/en/meetings";
import type { registry } from "@/shared/i18n/en/registry";
import type { releases } from "@/shared/i18n/en/releases";
import type { room } from "@/shared/i18n/en/room";
import { taskings } from "@/shared/i18n/en/taskings";

/**
 * The one catalogue. English is the source; another language is another object of the same shape. A large part that few
 * pages need comes with them (`MoreMessages`).
 */
const en = { ...common, ...brief, ...meetings, ...taskings, ...decisions };
type Brought = typeof audit &
  typeof forums &
  typeof room &
  typeof registry &
  typeof labels &
  typeof releases &
  typeof information &
  typeof lessons;
export type MessageKey = keyof typeof en | keyof Brought;
export type Values = Record<string, PrimitiveType>;
export type Translate = (key: MessageKey, values?: Values) => string;

/** Words for codes of the API (`state.open`); a code without words shows itself, so that nothing is hidden. */
export type TranslateCode = (prefix: string, code: string) => string;

export function Messages({ children }: { children: ReactNode }) {
  return (
    <IntlProvider
      locale={navigator.language.startsWith("en") ? navigator.language : "en-GB"}
      messages={en}
      defaultLocale="en"
    >
      {children}
    </IntlProvider>
  );
}

/** Adds the words of pages that bring their own. */
export function MoreMessages({ words, children }: { words: Record<string, string>; children: ReactNode }) {
  const { locale, messages } = useIntl();
  const all = useMemo(() => ({ ...(messages as Record<string, string>), ...words }), [messages, words]);
  return (
    <IntlProvider locale={locale} messages={all} defaultLocale="en">
      {children}
    </IntlProvider>
  );
}

/** The text function of the reader's language. */
export function useT(): Translate {
  const { formatMessage } = useIntl();
  return useCallback((key, values) => formatMessage({ id: key }, values) as string, [formatMessage]);
}

/** Words for a code that the API gave. */
export function useCode(): TranslateCode {
  const { formatMessage, messages } = useIntl();
  return useCallback(
    (prefix, code) => {
      const id = `${prefix}.${code.toLowerCase()}`;
      return id in messages ? formatMessage({ id }) : code.replaceAll("_", " ");
    },
    [formatMessage, messages],
  );
}

/** "A, B and C" in the reader's language. */
export function useList(): (parts: string[]) => string {
  const { formatList } = useIntl();
  return useCallback((parts) => formatList(parts, { type: "conjunction" }), [formatList]);
}
