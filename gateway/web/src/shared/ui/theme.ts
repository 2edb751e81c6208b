import { createTheme, type MantineColorsTuple } from "@mantine/core";

/** A quiet teal: every colour of a classification is left to the banner. */
const entente: MantineColorsTuple = [
  "#e8f5f5",
  "#d3e8e8",
  "#a6d0d1",
  "#76b6b8",
  "#4f9fa2",
  "#338f93",
  "#1f7b80",
  "#13686d",
  "#0d5a5f",
  "#05484c",
];

export const theme = createTheme({
  primaryColor: "entente",
  primaryShade: 7,
  autoContrast: true,
  luminanceThreshold: 0.35,
  colors: { entente },
  fontFamily: "'Inter Variable', system-ui, 'Segoe UI', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'Cascadia Mono', 'SF Mono', 'DejaVu Sans Mono', monospace",
  headings: { fontFamily: "'Inter Variable', system-ui, sans-serif", fontWeight: "620" },
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.25rem" },
  spacing: { xs: "0.375rem", sm: "0.5rem", md: "0.75rem", lg: "1rem", xl: "1.5rem" },
  defaultRadius: "sm",
  radius: { xs: "0.1875rem", sm: "0.3125rem", md: "0.5rem", lg: "0.75rem", xl: "1rem" },
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: "xs" } },
    TextInput: { defaultProps: { size: "sm" } },
    Textarea: { defaultProps: { size: "sm", autosize: true, minRows: 2 } },
    Select: {
      defaultProps: { size: "sm", selectFirstOptionOnChange: true, comboboxProps: { shadow: "md" } },
    },
    MultiSelect: { defaultProps: { size: "sm", selectFirstOptionOnChange: true } },
    NumberInput: { defaultProps: { size: "sm" } },
    // The line of its title is no banner of the page.
    Modal: {
      defaultProps: {
        centered: true,
        // Clear of the banners above and below, also where a marking takes several lines.
        yOffset: "max(5dvh, 3.5rem)",
        radius: "md",
        // While it fades it would still take the keys of the page.
        transitionProps: { duration: 0 },
        attributes: { header: { role: "presentation" } },
      },
    },
    // In the landmark in which it opens, and holding its items alone.
    Menu: {
      defaultProps: {
        withinPortal: false,
        withInitialFocusPlaceholder: false,
        transitionProps: { duration: 0 },
      },
    },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300 } },
  },
});
