import { describe, expect, it } from "vitest";
import { ownersByGlob, parseCodeowners } from "../../src/engine/owners.js";

const OWNERS = `
# the last match wins
*            @everyone
/ranker/     @ads/ranking @ads/serving
*.sql        @warehouse
/ranker/free/
`;

describe("owners", () => {
  it.each([
    ["README.md", "@everyone"],
    ["ranker/train.py", "@ads/ranking @ads/serving"],
    ["pacing/ranker/train.py", "@everyone"],
    ["ranker/query.sql", "@warehouse"],
    ["ranker/free/a.py", null],
  ])("of %s by CODEOWNERS", (path, owner) => expect(parseCodeowners(OWNERS)(path)).toBe(owner));

  it("by globs of the settings", () => {
    const ownerOf = ownersByGlob({ "jobs/**": "team-jobs", "jobs/fraud/**": "team-fraud" });
    expect([ownerOf("jobs/a.py"), ownerOf("jobs/fraud/a.py"), ownerOf("x.py")]).toEqual(["team-jobs", "team-fraud", null]);
  });
});
