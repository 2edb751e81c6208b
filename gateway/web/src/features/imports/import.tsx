import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Acts } from "@/features/imports/acts";
import { Comparison } from "@/features/imports/comparison";
import { type MappingDraft, useMappingDraft } from "@/features/imports/draft";
import { MappingEditor } from "@/features/imports/mapping";
import { Moving, sizeWords } from "@/features/imports/progress";
import { ReadingEditor } from "@/features/imports/reading";
import { Reconciliation } from "@/features/imports/reconciliation";
import { Countries, Problems, Sample } from "@/features/imports/results";
import { Resume } from "@/features/imports/resume";
import { StateWords } from "@/features/imports/state";
import { type Counts, type Import, isMoving } from "@/features/imports/types";
import { Words } from "@/features/imports/words";
import { may } from "@/shared/api/can";
import type { Loaded } from "@/shared/api/client";
import { recordOptions } from "@/shared/api/queries";
import { useCode, useT } from "@/shared/i18n";
import { Figures } from "@/shared/ui/figures";
import { Loads } from "@/shared/ui/loads";
import { Page } from "@/shared/ui/page";

/** Milliseconds between two looks at how far it is. */
const LOOK = 1_000;

/** One import: how its columns are read, what a dry run finds, how far it is, what it did, and the way back. */
export function ImportView({ id }: { id: string }) {
  const t = useT();
  const query = useQuery({
    ...recordOptions<Import>("import", `/imports/${id}`),
    refetchInterval: ({ state }) => (state.data && isMoving(state.data.value.state) ? LOOK : false),
  });
  const record = query.data?.value;
  const draft = useMappingDraft(record);
  return (
    <Page
      title={record?.name ?? t("import.title")}
      labels={[record?.label]}
      wide
      above={
        <>
          <Link to="/activities/imports">{t("imports.title")}</Link>
          {record && <span className="ref">{record.ref}</span>}
        </>
      }
      marks={record && <StateWords state={record.state} moving={isMoving(record.state)} />}
      below={record && <ReadAs record={record} />}
      actions={query.data && <Acts loaded={query.data} draft={draft} />}
    >
      <Loads query={query}>{(loaded) => <Body loaded={loaded} draft={draft} />}</Loads>
    </Page>
  );
}

/** How the file was read. */
function ReadAs({ record: { reading, size } }: { record: Import }) {
  const code = useCode();
  if (!reading) return null;
  const { format, encoding, delimiter, sheet } = reading;
  const text = format === "csv" ? [encoding, code("import.delimiter", delimiter)] : [sheet];
  const parts = [format.toUpperCase(), ...text];
  return <span>{[...parts, size && sizeWords(size)].filter(Boolean).join(" · ")}</span>;
}

function Body({ loaded, draft }: { loaded: Loaded<Import>; draft: MappingDraft }) {
  const t = useT();
  const record = loaded.value;
  const { state, counts, checked, problem } = record;
  if (state === "receiving") return <Resume record={record} />;
  const seen = counts ?? checked;
  return (
    <>
      {problem && <p role="alert">{[problem.title, problem.detail].filter(Boolean).join(". ")}</p>}
      {isMoving(state) && <Moving record={record} />}
      {seen && !isMoving(state) && (
        <>
          <p className="muted small">{t(counts ? "import.did" : "import.wouldDo")}</p>
          <CountFigures counts={seen} />
          {counts && (
            <p className="row">
              <Button
                component={Link}
                to="/activities"
                search={{ import: record.id } as never}
                variant="default"
              >
                {t("import.look")}
              </Button>
              <Button component={Link} to="/activities/overlaps" variant="default">
                {t("import.overlaps")}
              </Button>
              <Comparison record={record} />
            </p>
          )}
          <Problems record={record} refused={seen.refused} />
          <Reconciliation record={record} />
          <Countries record={record} draft={draft} />
          <Words record={record} draft={draft} />
          {!counts && <Sample record={record} />}
        </>
      )}
      {may(record.can, "map") && (
        <>
          <ReadingEditor loaded={loaded} />
          <MappingEditor loaded={loaded} draft={draft} />
        </>
      )}
    </>
  );
}

const KINDS = [
  "new",
  "changed",
  "same",
  "edited_kept",
  "gone",
  "withdrawn",
  "totals",
  "bare_totals",
  "empty",
  "refused",
] as const;

function CountFigures({ counts }: { counts: Counts }) {
  const code = useCode();
  const t = useT();
  const number = new Intl.NumberFormat();
  const figures = KINDS.filter((kind) => (counts[kind] ?? 0) > 0 || kind === "new" || kind === "refused");
  return (
    <Figures
      figures={[
        { name: t("import.rows"), value: number.format(counts.rows), main: true },
        ...figures.map((kind) => ({
          name: code("import.count", kind),
          value: number.format(counts[kind] ?? 0),
        })),
      ]}
    />
  );
}
