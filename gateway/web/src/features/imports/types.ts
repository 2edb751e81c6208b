import type { components } from "@/shared/api/schema.gen";

type Api = components["schemas"];

/** An import in a list. */
export type ImportName = Api["ImportName"];
export type Import = Api["ImportView"];
export type ImportState = Import["state"];
export type Counts = Api["CountsView"];
/** A line of the file as it stands, and how its lines are read. */
export type Line = Api["LineView"];
export type ReadingIn = Api["ReadingIn"];
export type Reading = Api["ReadingView"];
export type FileColumn = Import["columns"][number];
export type Mapping = NonNullable<Import["mapping"]>;
export type ColumnMapping = Mapping["columns"][number];
export type Options = NonNullable<Mapping["options"]>;
export type Message = Import["sample"][number]["messages"][number];
export type MessageKind = Api["KindView"];
export type Reconciled = Api["GroupView"];
export type Reconciliation = Api["GroupPage"];
export type Spelling = Api["CountryView"];
/** A field that a column can fill, in words; `known` are the values that it takes, where they are counted. */
export type Target = Api["TargetView"];
export type Profile = Api["ProfileView"];

/** Which results a page asks for: those of another dry run are others, though the state is the same again. */
export const resultsOf = ({ state, checked }: Import) => ({ state, checked: checked?.at });

/** States in which the server works on it by itself, with the page closed too. */
export const isMoving = (state: ImportState): boolean => ["checking", "running", "undoing"].includes(state);
