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
