import { describe, expect, it } from "vitest";
import { refusedOf } from "@/features/imports/upload";

describe("a file of refused rows", () => {
  it("names the import that refused them, also where a browser or a spreadsheet named it on", () => {
    expect(refusedOf("IMP-7K2M-refused.csv")).toBe("IMP-7K2M");
    expect(refusedOf("IMP-7K2M-refused (1).xlsx")).toBe("IMP-7K2M");
    expect(refusedOf("list-refused.csv")).toBeNull();
  });
});
