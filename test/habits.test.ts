import ts from "typescript";
import { describe, expect, it } from "vitest";
import { filesBelow, textOf } from "./source-files.js";

const HARD_LIMIT = 400;
const MEDIAN_LIMIT = 120;
const VAGUE = ["utils", "helpers", "common", "core", "manager", "service", "misc"];

const sources = [...filesBelow("src", ".ts"), ...filesBelow("rules", ".ts"), ...filesBelow("src/dev", ".mjs")];
/** Places of `any` and of non-null assertions. */
function looseTypes(path: string): string[] {
  const source = ts.createSourceFile(path, textOf(path), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.AnyKeyword || ts.isNonNullExpression(node)) found.push(`${path}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const lengthOf = (path: string): number => textOf(path).split("\n").length - 1;

describe("habits of the sources", () => {
  it(`no file is longer than ${HARD_LIMIT} lines`, () => {
    expect(sources.filter((path) => lengthOf(path) > HARD_LIMIT).map((path) => `${path}: ${lengthOf(path)}`)).toEqual([]);
  });

  it(`the median file has at most ${MEDIAN_LIMIT} lines`, () => {
    const lengths = sources.map(lengthOf).sort((a, b) => a - b);
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(MEDIAN_LIMIT);
  });

  it("no file has a name that says nothing", () => {
    expect(sources.filter((path) => path.split("/").some((part) => VAGUE.includes(part.replace(/\.\w+$/, ""))))).toEqual([]);
  });

  it("no source uses `any`, a non-null assertion or a disabled check", () => {
    const disabled = /@ts-ignore|@ts-nocheck|eslint-disable/;
    expect(sources.filter((path) => path.endsWith(".ts")).flatMap((path) => [...looseTypes(path), ...(disabled.test(textOf(path)) ? [path] : [])])).toEqual([]);
  });

  it("nothing that decides reads the clock or draws a random number", () => {
    const deciding = sources.filter((path) => /^(src\/(facts|frontends|catalog|graph|rule|score|measure|report)|rules)\//.test(path));
    expect(deciding.filter((path) => /Date\.now\(|new Date\(\)|Math\.random\(|performance\.now\(/.test(textOf(path)))).toEqual([]);
  });

  it("every exported symbol has a sentence that explains it", () => {
    const bare = sources.filter((path) => path.endsWith(".ts") && path !== "rules/index.ts").flatMap((path) => {
      const lines = textOf(path).split("\n");
      return lines.flatMap((line, i) => {
        if (!/^export (async )?(abstract )?(function|class|const|interface|type|enum)\b(?! \{)/.test(line)) return [];
        const before = lines[i - 1] ?? "";
        // A group of one-line exports shares the sentence above its first line.
        const grouped = /^export (const|interface|type)\b.*[;}]$/.test(before) || /^export (const|interface|type)\b/.test(before);
        return before.trimEnd().endsWith("*/") || grouped ? [] : [`${path}:${i + 1}`];
      });
    });
    expect(bare).toEqual([]);
  });
});
