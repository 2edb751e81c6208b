import { describe, expect, it } from "vitest";
import { capture, mentionAt } from "@/shared/capture/capture";

const TODAY = "2026-11-21";
const KNOWN = {
  forums: [
    { id: "f1", key: "us-uk-ast", name: "U.S.-UK Army Staff Talks", parent: null, nations: [] },
    { id: "f2", key: "us-uk-wg-interop", name: "Interoperability working group", parent: null, nations: [] },
    { id: "f3", key: "us-uk-wg-third", name: "Third-country working group", parent: null, nations: [] },
  ],
  nations: [
    { code: "GBR", name: "United Kingdom" },
    { code: "USA", name: "United States" },
  ],
  here: null,
};

describe("a tasking typed as one line", () => {
  it("takes forum, lead, supporting nations and date out of the title", () => {
    expect(capture("Deliver the baseline @us-uk-ast @GBR @USA by 30 Jun", KNOWN, TODAY)).toEqual({
      title: "Deliver the baseline",
      forum: "f1",
      lead: "GBR",
      supporting: ["USA"],
      due: { value: "2027-06-30", precision: "day" },
      unknown: [],
    });
  });

  it("understands a nation by its name and a forum by an unambiguous beginning", () => {
    const read = capture("Report @UnitedKingdom @us-uk-wg-in", KNOWN, TODAY);
    expect([read.lead, read.forum]).toEqual(["GBR", "f2"]);
  });

  it("leaves an ambiguous or unknown mention in the title and names it", () => {
    const read = capture("Ask @us-uk-wg and @FRA", KNOWN, TODAY);
    expect(read.unknown).toEqual(["us-uk-wg", "FRA"]);
    expect(read.title).toBe("Ask @us-uk-wg and @FRA");
  });

  it("understands 'in six weeks' and leaves an 'in' that is no date alone", () => {
    expect(capture("Deliver in six weeks", KNOWN, TODAY).due?.value).toBe("2027-01-02");
    const kept = capture("Train together in Poland", KNOWN, TODAY);
    expect([kept.title, kept.due]).toEqual(["Train together in Poland", null]);
  });

  it("understands a day at the end without a word before it, and leaves one that belongs to the words", () => {
    const read = capture("Name the officers @us-uk-ast @GBR 12 Jan", KNOWN, TODAY);
    expect([read.title, read.due]).toEqual(["Name the officers", { value: "2027-01-12", precision: "day" }]);
    expect(capture("Name them 12 Jan 2020", KNOWN, TODAY).due?.value).toBe("2020-01-12");
    expect(capture("Name them 2027-01-12", KNOWN, TODAY).title).toBe("Name them");
    for (const kept of ["Count the losses of 12 Jan", "Write the plan for 2027", "Train 3 May soldiers"]) {
      expect(capture(kept, KNOWN, TODAY)).toMatchObject({ title: kept, due: null });
    }
  });

  it("does not take an address of mail for a mention", () => {
    expect(capture("Write to a@GBR", KNOWN, TODAY).lead).toBeNull();
  });

  it("a nation named twice supports once, and never supports itself", () => {
    const read = capture("Do it @GBR @GBR @USA @USA", KNOWN, TODAY);
    expect([read.lead, read.supporting]).toEqual(["GBR", ["USA"]]);
  });
});

describe("completion after @", () => {
  it("finds the word at the caret", () => {
    expect(mentionAt("Do it @us-u and", 11)).toEqual({ from: 7, word: "us-u" });
    expect(mentionAt("Do it", 5)).toBeNull();
  });
});
