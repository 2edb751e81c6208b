import { expect, it } from "vitest";
import { coverageSvg } from "@/features/coverage/picture";

it("a picture carries the marking above and below, and no name of a forum becomes markup", () => {
  const svg = coverageSvg(
    "Rate",
    [{ name: "<script>", rate: 0.5, words: "50 %" }],
    "SECRET//REL TO USA, GBR",
  );
  expect(svg.match(/SECRET\/\/REL TO USA, GBR/g)).toHaveLength(2);
  expect(svg).not.toContain("<script>");
  expect(svg).toContain('width="150.0"');
});
