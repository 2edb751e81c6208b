import { describe, expect, it } from "vitest";
import { unchanged } from "@/shared/ui/field-errors";

const ERRORS = { title: "Too long.", "positions/USA": "Missing.", "window/start": "No such date." };
const REFUSED = { title: "x", positions: { USA: "" }, first: "31 Feb" };

describe("what the API found wrong with a field", () => {
  it("stands while nothing changes", () => {
    expect(unchanged(ERRORS, REFUSED, { ...REFUSED })).toEqual(ERRORS);
  });
  it("goes when its field changes, and leaves that of another", () => {
    const { title, "positions/USA": position } = ERRORS;
    expect(unchanged(ERRORS, REFUSED, { ...REFUSED, title: "y" })).toEqual({ "positions/USA": position });
    expect(unchanged(ERRORS, REFUSED, { ...REFUSED, positions: { USA: "Ours." } })).toEqual({ title });
  });
  it("goes with any change where no field has its name", () => {
    expect(unchanged(ERRORS, REFUSED, { ...REFUSED, first: "28 Feb" })).not.toHaveProperty(["window/start"]);
  });
});
