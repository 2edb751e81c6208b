import { describe, expect, it } from "vitest";
import { type Sought, suggest } from "@/shared/capture/suggest";

const forum = (key: string, name: string, nations: string[], parent: string | null = null) => ({
  id: key,
  key,
  name,
  nations,
  parent,
});
const UK = ["GBR", "USA"];
const KNOWN = {
  forums: [
    forum("us-aus-ast", "U.S.-Australia Army Staff Talks", ["AUS", "USA"], "us-aus-round"),
    forum("abca", "Five armies", ["AUS", "GBR", "USA"]),
    forum("us-uk-round", "U.S.-UK roundtable", UK),
    forum("us-uk-ast", "U.S.-UK Army Staff Talks", UK, "us-uk-round"),
    forum("us-uk-wg-interop", "Interoperability working group", UK, "us-uk-ast"),
    forum("uk-nz", "Southern group", ["GBR", "NZL"]),
    forum("aus-nz", "Southern staff group", ["AUS", "NZL"]),
  ],
  nations: [
    { code: "ALB", name: "Albania" },
    { code: "AUS", name: "Australia" },
    { code: "GBR", name: "United Kingdom" },
    { code: "UKR", name: "Ukraine" },
    { code: "USA", name: "United States" },
  ],
  here: "us-uk-round",
};
const FORUM: Sought = { kind: "forum", forum: null };
const LEAD: Sought = { kind: "nation", forum: "us-uk-ast" };
const offered = (word: string, sought?: Sought, known = KNOWN) =>
  suggest(word, known, sought).map(({ insert }) => insert);

describe("what @ offers while a forum is needed", () => {
  it("forums first: the one below, those with the same members, those with some; then member nations", () => {
    expect(offered("", FORUM)).toEqual([
      "us-uk-ast",
      "abca",
      "us-uk-wg-interop",
      "us-aus-ast",
      "uk-nz",
      "GBR",
      "USA",
      "ALB",
    ]);
  });

  it("the forum below first for a word of its name too: Enter takes no other alliance", () => {
    expect(offered("staff", FORUM)).toEqual(["us-uk-ast", "us-aus-ast", "aus-nz"]);
    expect(offered("us", FORUM).slice(0, 2)).toEqual(["us-uk-ast", "us-uk-wg-interop"]);
    expect(offered("us", FORUM)).toContain("USA");
  });

  it("the own forum last of those that fit as well", () => {
    const found = offered("us", FORUM);
    expect(found.indexOf("us-uk-round")).toBeGreaterThan(found.indexOf("us-aus-ast"));
  });

  it("a code that is typed whole before all", () => {
    expect(offered("usa", FORUM)[0]).toBe("USA");
    expect(offered("abca", LEAD)[0]).toBe("abca");
  });
});

describe("what @ offers once the forum is named", () => {
  it("nations first, the forum's members before the rest, and the forums still", () => {
    expect(offered("", LEAD)).toEqual([
      "GBR",
      "USA",
      "ALB",
      "AUS",
      "UKR",
      "us-uk-ast",
      "abca",
      "us-uk-wg-interop",
    ]);
    expect(offered("a", LEAD).slice(0, 2)).toEqual(["ALB", "AUS"]);
    expect(offered("u", LEAD).slice(0, 3)).toEqual(["GBR", "USA", "UKR"]);
  });

  it("the members of the forum that is named, not of the own one", () => {
    expect(offered("", { kind: "nation", forum: "us-aus-ast" }).slice(0, 2)).toEqual(["AUS", "USA"]);
  });
});

it("beginnings go before parts of a name, and what fits nowhere is not offered", () => {
  expect(offered("kingdom")).toEqual(["GBR"]);
  expect(offered("land", undefined)).toEqual([]);
  expect(offered("ni").indexOf("GBR")).toBe(0);
  expect(offered("zz", FORUM)).toEqual([]);
});

it("without a forum of its own nothing is nearer", () => {
  expect(offered("staff", FORUM, { ...KNOWN, here: "" })).toEqual(["us-aus-ast", "us-uk-ast", "aus-nz"]);
});
