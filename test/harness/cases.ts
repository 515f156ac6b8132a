/** What a comment or a list item demands: a finding of a rule at a line, with a text in its `what`. */
export interface Expectation {
  readonly path: string;
  readonly line: number;
  readonly rule: string;
  readonly kind: string | null;
  readonly text: string;
  /** Words after the text: a severity, a confidence. */
  readonly words: readonly string[];
}

/** Some files with what is expected of them; everything not expected must not be found. */
export interface Case {
  readonly name: string;
  /** Line of the heading. */
  readonly line: number;
  /** Sentences between the heading and the first block. */
  readonly prose: string;
  readonly files: Readonly<Record<string, string>>;
  readonly expectations: readonly Expectation[];
}

const EXPECT = /expect:\s*([a-z][a-z0-9-]*)(?:\/([a-z][a-z0-9-]*))?\s+"([^"]*)"((?:\s+(?:note|warn|error|certain|likely|possible))*)/g;
/** The comment that holds expectations, to the end of its line. */
const COMMENT = /\s*(?:#|--|\/\/)\s*expect:.*$/;
const FENCE = /^(`{3,})\s*(\S+)\s+title="([^"]+)"\s*$/;
const ITEM = /^[-*]\s+`?([^\s`]+):(\d+)`?\s+(expect:.*)$/;

/**
 * Reads Markdown into cases: each heading with code blocks of the form ```` ```python title="jobs/train.py" ```` is one. An expectation is a comment
 * `# expect: rule-id/kind "text" likely` on its line, or, for files without comments, a list item `- path:line expect: ...`.
 * A block of language `notebook` holds cells parted by `# %%`; it becomes an `.ipynb`.
 */
export function parseCases(markdown: string): readonly Case[] {
  const cases: { name: string; line: number; prose: string[]; files: Record<string, string>; expectations: Expectation[] }[] = [];
  const lines = markdown.split("\n");
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? "";
    const heading = /^#{1,4}\s+(.*)$/.exec(line);
    if (heading) cases.push({ name: heading[1] ?? "", line: i + 1, prose: [], files: {}, expectations: [] });
    const current = cases[cases.length - 1];
    if (heading || !current) continue;
    const fence = FENCE.exec(line);
    const item = ITEM.exec(line);
    if (fence) {
      const end = lines.findIndex((it, at) => at > i && it.startsWith(fence[1] ?? "```"));
      if (end < 0) throw new Error(`line ${i + 1}: the block does not end`);
      const block = blockOf(fence[3] ?? "", fence[2] ?? "", lines.slice(i + 1, end));
      if (block.path in current.files) throw new Error(`line ${i + 1}: ${block.path} is there twice`);
      current.files[block.path] = block.text;
      current.expectations.push(...block.expectations);
      i = end;
    } else if (item) current.expectations.push(...expectationsIn(item[3] ?? "", item[1] ?? "", Number(item[2])));
    else if (Object.keys(current.files).length === 0 && line.trim() !== "") current.prose.push(line.trim());
  }
  return cases.filter((it) => Object.keys(it.files).length > 0).map((it) => ({ ...it, prose: it.prose.join(" ") }));
}

function blockOf(path: string, language: string, body: readonly string[]): { readonly path: string; readonly text: string; readonly expectations: Expectation[] } {
  const clean = body.map((line) => line.replace(COMMENT, ""));
  if (language !== "notebook") {
    return { path, text: `${clean.join("\n")}\n`, expectations: body.flatMap((line, i) => (COMMENT.test(line) ? expectationsIn(line, path, i + 1) : [])) };
  }
  const { text, lineOf } = notebook(clean);
  return { path, text, expectations: body.flatMap((line, i) => (COMMENT.test(line) ? expectationsIn(line, path, lineOf(i)) : [])) };
}

function expectationsIn(text: string, path: string, line: number): Expectation[] {
  const found = [...text.matchAll(EXPECT)].map((it) => ({ path, line, rule: it[1] ?? "", kind: it[2] ?? null, text: it[3] ?? "", words: (it[4] ?? "").split(/\s+/).filter(Boolean) }));
  const meant = text.match(/expect:/g)?.length ?? 0;
  if (found.length !== meant) throw new Error(`${path}:${line}: cannot read the expectation in: ${text.trim()}`);
  return found;
}

/** Writes cells as a notebook with one source line a text line, so that places can be told. */
function notebook(body: readonly string[]): { readonly text: string; readonly lineOf: (bodyLine: number) => number } {
  const out = ["{", ' "cells": ['];
  const places = new Map<number, number>();
  let cell: { at: number; source: string }[] = [];
  const flush = (last: boolean): void => {
    if (cell.length > 0) {
      out.push("  {", '   "cell_type": "code", "execution_count": null, "metadata": {}, "outputs": [],', '   "source": [');
      cell.forEach(({ at, source }, i) => {
        out.push(`    ${JSON.stringify(i < cell.length - 1 ? `${source}\n` : source)}${i < cell.length - 1 ? "," : ""}`);
        places.set(at, out.length);
      });
      out.push("   ]", last ? "  }" : "  },");
    }
    cell = [];
  };
  body.forEach((source, at) => (source.startsWith("# %%") ? flush(false) : cell.push({ at, source })));
  flush(true);
  out.push(" ],", ' "metadata": { "language_info": { "name": "python" } },', ' "nbformat": 4, "nbformat_minor": 5', "}");
  return { text: `${out.join("\n")}\n`, lineOf: (bodyLine) => places.get(bodyLine) ?? 1 };
}
