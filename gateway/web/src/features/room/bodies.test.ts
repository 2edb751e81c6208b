import { expect, it } from "vitest";
import { KEYS } from "@/features/room/acts";
import { emptyDraft, missing, type Place, sendingOf } from "@/features/room/bodies";
import type { Item } from "@/shared/api/types";

const label = { level: "CONFIDENTIAL", owner: ["GBR", "USA"] };
const place: Place = {
  meetingId: "m",
  item: { id: "i", lead: "USA" } as Item,
  known: {
    forums: [{ id: "f", key: "us-uk-wg", name: "WG", parent: null, nations: ["GBR", "USA"] }],
    nations: [{ code: "GBR", name: "United Kingdom" }],
    here: null,
  },
  today: "2026-11-21",
  below: null,
};

it("no two acts share a key", () => {
  expect(new Set(Object.values(KEYS)).size).toBe(Object.keys(KEYS).length);
});

it("a tasking says what it still needs, and takes the only forum below where none is named", () => {
  const draft = { ...emptyDraft(label), text: "Deliver it" };
  expect(missing("tasking", draft, place)).toEqual(["forum", "lead"]);
  const named = { ...draft, text: "Deliver it @GBR by 30 Jun" };
  expect(missing("tasking", named, { ...place, below: "below" })).toEqual([]);
  expect(sendingOf("tasking", named, { ...place, below: "below" }).body).toMatchObject({
    title: "Deliver it",
    lead: "GBR",
    forum: "below",
    due: { value: "2027-06-30", precision: "day" },
  });
});

it("a delegation sends each line as a child, led by the parent's nation where none is named", () => {
  const draft = {
    ...emptyDraft(label),
    children: ["List billets @us-uk-wg", "", "Draft them @us-uk-wg @GBR"],
  };
  const { path, body } = sendingOf("delegated", draft, place);
  expect(path).toBe("/meetings/m/outcomes");
  expect(body.children).toMatchObject([
    { title: "List billets", lead: "USA", forum: "f" },
    { title: "Draft them", lead: "GBR", forum: "f" },
  ]);
});

it("a deferral is not recorded without its reason; closing names the meeting at which it happens", () => {
  const draft = { ...emptyDraft(label), text: "later" };
  expect(missing("deferred", draft, place)).toEqual(["title"]);
  expect(sendingOf("close", draft, place)).toMatchObject({
    path: "/taskings/i/close",
    body: { meeting_id: "m", text: "later" },
  });
});

it("nothing is sent while a line names what is neither a forum nor a nation; no other forum takes its place", () => {
  const draft = { ...emptyDraft(label), text: "Deliver it @nosuch @GBR", children: ["Draft it @nosuch"] };
  const at = { ...place, below: "below" };
  for (const act of ["tasking", "guidance", "delegated"] as const)
    expect(missing(act, draft, at)).toEqual(["known"]);
  expect(sendingOf("tasking", draft, at).body.forum).toBeNull();
});
