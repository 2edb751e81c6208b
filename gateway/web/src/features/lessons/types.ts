import type { components } from "@/shared/api/schema.gen";

type Api = components["schemas"];

export type Lesson = Required<Api["Lesson"]>;
export type LessonLine = Api["LessonLine"];
export type LessonStep = Api["LessonStep"];
export type LessonLink = Api["LessonLink"];
export type LessonState = Api["LessonState"];
export type LessonTopic = Api["LessonTopic"];
export type Counterpart = Api["Counterpart"];
export type LessonChange = Api["LessonChange"];

/** The states in which a lesson goes on, in order. */
export const PATH: LessonState[] = ["observation", "identified", "action", "validated", "learned"];
export const STATES: LessonState[] = [...PATH, "rejected", "duplicate"];

export type LessonTrial = Api["LessonTrial"];
export type LessonImport = Api["LessonImport"];
export type ColumnField = Api["LessonColumn"];
/** What a column of a collection can be, in the order of the template. */
export const FIELDS: ColumnField[] = [
  "source_id",
  "title",
  "observation",
  "discussion",
  "conclusion",
  "recommendation",
  "action",
  "action_nation",
  "action_office",
  "due",
  "source_nation",
  "source_exercise",
  "source_unit",
  "period",
  "countries",
  "tags",
  "label",
];
