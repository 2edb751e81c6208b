/** Small line drawings of our own, on a grid of sixteen. */
const PATHS: Record<string, string> = {
  brief: "M3 3.5h10M3 7h10M3 10.5h6",
  forums: "M8 2.5v3M3 9.5v-2h10v2M3 9.5h0M8 5.5v4M1.8 9.5h2.4v3H1.8zM6.8 9.5h2.4v3H6.8zM11.8 9.5h2.4v3h-2.4z",
  meetings: "M2.5 4h11v9.5h-11zM2.5 7h11M5.5 2.5V5M10.500 2.500V5",
  taskings: "M2.500 4.300l1.200 1.200 2-2.200M2.500 10.800l1.200 1.200 2-2.200M8 4.500h5.500M8 11h5.500",
  activities: "M2.500 4.500h6M5 8h7.500M3.500 11.500h5",
  information: "M4 2.500h5l3 3v8H4zM9 2.500v3h3M6 8.500h4M6 11h4",
  releases: "M3 3.500h6.500v4M3 3.500v9.500h4M9 12l1.800 1.800 3.200-3.600M5 6.500h2.500M5 9h2",
  lessons:
    "M3 3.500c2-.8 3.600-.6 5 .6 1.400-1.200 3-1.400 5-.6v9c-2-.8-3.600-.6-5 .6-1.400-1.200-3-1.400-5-.6zM8 4.100v9",
  coverage: "M2.500 13.500v-4M6.200 13.500v-7M9.900 13.500v-5M13.500 13.500v-10",
  directory:
    "M8 8a2.600 2.600 0 1 0 0-5.200A2.600 2.600 0 0 0 8 8zM3 13.500c.4-2.600 2.400-4 5-4s4.600 1.400 5 4",
  audit: "M8 2l5 2v4c0 3-2.100 5-5 6-2.900-1-5-3-5-6V4zM5.800 8l1.600 1.600 2.900-3.200",
  search: "M7.200 11.700a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9zM10.500 10.500L14 14",
  menu: "M2.500 4.500h11M2.500 8h11M2.500 11.500h11",
  grip: "M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01",
  up: "M4 9.500L8 5.500l4 4",
  down: "M4 6.500l4 4 4-4",
  plus: "M8 3v10M3 8h10",
  check: "M3 8.500l3.200 3.200L13 4.800",
  chevron: "M6 4l4 4-4 4",
  external: "M6.500 3.500h-4v10h10v-4M9 2.500h4.500V7M13.500 2.500L7.500 8.500",
};

/** Decoration beside a word; it says nothing that the word does not. */
export function Icon({ name, size = 16 }: { name: string; size?: number }) {
  return (
    <svg
      width={`${size / 16}rem`}
      height={`${size / 16}rem`}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === "grip" ? 2 : 1.4}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name] ?? ""} />
    </svg>
  );
}
