import type { ValueId } from "../../facts/value.js";
import { MakeVariables, type Automatic, type MakeText } from "./makefile-variables.js";
import type { SettingsWriter } from "./settings-writer.js";

interface Rule { readonly targets: MakeText; readonly needs: MakeText; readonly start: number; readonly end: number; readonly recipe: { start: number; end: number }[] }

/**
 * Reads a Makefile as `variables.NAME` and `targets.NAME.{ needs[], recipe[] }`, one recipe entry a command line. Variables are put in; both sides of a condition count.
 * Rules of special targets (`.PHONY`) are left out.
 */
export function readMakefile(writer: SettingsWriter): void {
  const variables = new MakeVariables(writer.table);
  const names = new Map<string, { start: number; end: number; value: number; valueEnd: number }>();
  const rules: Rule[] = [];
  const text = (start: number, end: number): MakeText => ({ text: writer.text.slice(start, end), at: (from, to) => writer.lines.span(start + from, start + to) });

  for (const line of logicalLines(writer)) {
    const { start, end, recipe } = line;
    const rule = rules[rules.length - 1];
    if (recipe) {
      if (rule) rule.recipe.push({ start, end });
      continue;
    }
    const content = writer.text.slice(start, end);
    if (/^(?:-?include|sinclude|ifn?eq|ifn?def|else|endif|unexport|vpath|endef)\b/.test(content)) continue;
    const assignment = /^((?:(?:export|override|private)\s+)*)([^\s:#=+?!]+)\s*(=|:=|::=|:::=|\?=|\+=|!=)[ \t]*/.exec(content) ?? /^(define\s+)(\S+)\s*(=|:=|\?=|\+=)?[ \t]*(?:\r?\n)/.exec(content);
    if (assignment?.[2] !== undefined) {
      const from = start + assignment[0].length;
      const nameStart = start + (assignment[1]?.length ?? 0);
      variables.define(assignment[2], assignment[3] ?? "=", assignment[3] === "!=" ? text(from, from) : text(from, end));
      names.set(assignment[2], { start: nameStart, end: nameStart + assignment[2].length, value: from, valueEnd: end });
      continue;
    }
    const colon = ruleColon(content);
    if (colon < 1) {
      if (!/^(?:export|define|\$\()/.test(content)) writer.problem("neither a rule nor a variable", start, end);
      continue;
    }
    const after = colon + (/^::?\s*/.exec(content.slice(colon))?.[0].length ?? 1);
    const rest = content.slice(after);
    // `target: NAME = value` is a variable of one target: it never decides what is run elsewhere.
    if (/^[\w.-]+\s*(?:[:?+]?=)/.test(rest)) continue;
    const inline = rest.indexOf(";");
    const needsEnd = start + after + (inline < 0 ? rest.length : inline);
    rules.push({ targets: text(start, start + colon), needs: text(start + after, needsEnd), start, end, recipe: inline < 0 ? [] : [{ start: needsEnd + 1, end }] });
  }

  for (const [name, place] of names) {
    const value = variables.value(name) ?? writer.table.name(`env:${name}`);
    writer.value(["variables", name], value, writer.lines.span(place.value, place.valueEnd), { keyAt: writer.lines.span(place.start, place.end) });
  }
  const counts = new Map<string, number>();
  for (const rule of rules) writeRule(writer, variables, rule, counts);
}

function writeRule(writer: SettingsWriter, variables: MakeVariables, rule: Rule, counts: Map<string, number>): void {
  const { table, lines } = writer;
  for (const target of wordsOf(writer, variables, rule.targets)) {
    const name = target.text;
    if (/^\.[A-Z_]+$/.test(name)) continue;
    const first = !counts.has(`${name}\0needs`);
    if (first) writer.node(["targets", name], "mapping", lines.span(rule.start, rule.end), { keyAt: target.at });
    const needs = wordsOf(writer, variables, rule.needs).filter((need) => need.text !== "|");
    for (const need of needs) writer.value(["targets", name, "needs", next(counts, `${name}\0needs`)], need.value, need.at);
    if (first && !needs.length) counts.set(`${name}\0needs`, 0);
    const [firstNeed] = needs;
    const automatic: Automatic = {
      "@": target.value,
      ...(firstNeed && { "<": firstNeed.value }),
      ...(needs.length && { "^": table.concat(needs.flatMap((need, i) => (i ? [table.constant(" "), need.value] : [need.value]))) }),
    };
    for (const { start, end } of rule.recipe) {
      const prefix = /^[\s@+-]*/.exec(writer.text.slice(start, end))?.[0].length ?? 0;
      const from = start + prefix;
      if (from >= end || writer.text[from] === "#") continue;
      const value = variables.expand({ text: writer.text.slice(from, end), at: (a, b) => lines.span(from + a, from + b) }, automatic);
      writer.value(["targets", name, "recipe", next(counts, `${name}\0recipe`)], value, lines.span(from, end));
    }
  }
}

/** Position of the colon that ends the targets of a rule, outside variables and Windows paths; -1 where there is none. */
function ruleColon(content: string): number {
  let level = 0;
  for (let i = 0; i < content.length; i++) {
    const unit = content[i];
    if (unit === "(" || unit === "{") level++;
    else if (unit === ")" || unit === "}") level--;
    else if (level <= 0 && unit === "=") return -1;
    else if (level <= 0 && unit === ":" && !/[\\/]/.test(content[i + 1] ?? "")) return content[i + 1] === "=" ? -1 : i;
  }
  return -1;
}

/** A longer list of names is not taken apart. */
const MAX_LIST = 20_000;

interface MakeWord { readonly text: string; readonly value: ValueId; readonly at: ReturnType<MakeText["at"]> }

/** Words of a list of names: a variable that is one constant is split too. */
function wordsOf(writer: SettingsWriter, variables: MakeVariables, list: MakeText): MakeWord[] {
  const words: MakeWord[] = [];
  if (list.text.length > MAX_LIST) return words;
  for (const match of list.text.matchAll(/(?:\$\([^)]*\)|\$\{[^}]*\}|[^\s\\])+/g)) {
    const at = list.at(match.index, match.index + match[0].length);
    const value = variables.expand({ text: match[0], at: (from, to) => list.at(match.index + from, match.index + to) }, {});
    const constant = writer.table.scalar(value);
    if (typeof constant !== "string") words.push({ text: match[0], value, at });
    else if (!/\s/.test(constant)) words.push({ text: constant, value, at });
    else for (const word of constant.split(/\s+/).filter(Boolean)) words.push({ text: word, value: writer.table.constant(word, at), at });
  }
  return words;
}

function next(counts: Map<string, number>, key: string): number {
  const number = counts.get(key) ?? 0;
  counts.set(key, number + 1);
  return number;
}

/** Lines put together at backslashes, without remarks; `recipe` lines start with a tab below a rule. A `define` block is one line. */
function* logicalLines(writer: SettingsWriter): Generator<{ start: number; end: number; recipe: boolean }> {
  const { lines, text } = writer;
  let inRule = false;
  for (let line = 1; line <= lines.count; line++) {
    const start = lines.startOf(line);
    const content = lines.textOf(line);
    if (!content.trim()) continue;
    const recipe = inRule && content.startsWith("\t");
    let end = start + content.trimEnd().length;
    if (!recipe && /^\s*#/.test(content)) {
      writer.comment(start + content.indexOf("#"), end);
      continue;
    }
    while (text[end - 1] === "\\" && line < lines.count) {
      line++;
      end = lines.startOf(line) + lines.textOf(line).trimEnd().length;
    }
    if (!recipe && /^\s*define\s/.test(content)) {
      while (line < lines.count && !/^\s*endef\b/.test(lines.textOf(line))) line++;
      yield { start: start + content.length - content.trimStart().length, end: Math.max(end, lines.startOf(line) - 1), recipe: false };
      continue;
    }
    if (recipe) {
      yield { start, end, recipe: true };
      continue;
    }
    const remark = /(?:^|[^\\$])(#)/.exec(text.slice(start, end));
    if (remark) {
      const at = start + remark.index + remark[0].length - 1;
      writer.comment(at, end);
      end = at - (text.slice(start, at).length - text.slice(start, at).trimEnd().length);
    }
    if (/^\S/.test(content) && /:(?![=\\/])/.test(content) && !/^[^:]*=/.test(content)) inRule = true;
    yield { start: start + content.length - content.trimStart().length, end, recipe: false };
  }
}
