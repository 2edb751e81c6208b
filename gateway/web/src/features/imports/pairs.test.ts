import { describe, expect, it } from "vitest";
import { meant, patternOf, withWord } from "@/features/imports/pairs";
import type { Mapping } from "@/features/imports/types";

describe("a word that is mapped", () => {
  it("means itself, whatever signs it has", () => {
    expect(patternOf("MTT #2*")).toBe("MTT \\#2\\*");
    expect(patternOf("a\\b")).toBe("a\\\\b");
  });

  it("has one meaning in its column, the last that was said", () => {
    const columns = [
      { column: "Type", target: "tool" },
      { column: "Kind", target: "tool" },
    ];
    const mapping = { columns } as unknown as Mapping;
    const once = withWord(mapping, "Type", "tool", "MTT #2", "training");
    const twice = withWord(once, "Type", "tool", "MTT #2", "exercise");
    expect(twice.columns.map(({ pairs }) => pairs)).toEqual([[["MTT \\#2", "exercise"]], undefined]);
    expect(meant(twice, "Type", "tool", "MTT #2")).toBe("exercise");
    expect(meant(twice, "Kind", "tool", "MTT #2")).toBeNull();
  });
});
