import type { FileFacts, SqlStatement, TableReference } from "../../facts/file-facts.js";
import type { Effect } from "../../facts/observation.js";
import { weaker, type Act, type Confidence } from "../../facts/vocabulary.js";
import type { Text, TextPart } from "../text.js";
import type { ModelCall } from "./call-site.js";
import { recordEffect, selectedFlow, selectedObjects } from "./effects.js";
import type { RawEffect } from "./frame.js";
import { notesOf } from "./notes.js";
import { resolveName, spellContext } from "./resources.js";
import { knownText, normalParts } from "./text-algebra.js";
import type { World } from "./world.js";

const OPEN = "\uE000";
const CLOSE = "\uE001";
const BEGINS_SQL = /^[\s(;]*(?:--[^\n]*\n\s*|\/\*[\s\S]*?\*\/\s*)*(?:select|with|insert|update|delete|merge|create|replace|copy|unload|truncate|drop|alter|refresh|export|load|values|from|show|describe|explain|call|grant|vacuum|analyze|use|set|declare|begin|optimize)\b/i;

/** Tables that a statement in a call reads and writes; null where the text is a table's name instead. */
export function applySql(world: World, call: ModelCall, effect: Effect, via: string, confidence: Confidence, index: number): readonly RawEffect[] | null {
  const expression = effect.resource;
  if (!expression) return null;
  const name = resolveName(world, call, expression);
  const statements = name.texts.filter((text) => isStatement(text));
  if (expression.form === "sql-or-table" && statements.length === 0) return null;
  const out: RawEffect[] = [];
  for (const text of expression.form === "sql" ? name.texts : statements) {
    const holes: TextPart[] = [];
    const source = text.parts.map((part) => (typeof part === "string" ? part : `${OPEN}${holes.push(part) - 1}${CLOSE}`)).join("");
    const facts = world.input.parse("sql", source, name.platform);
    const sure = name.texts.length > 1 ? weaker(confidence, "likely") : confidence;
    for (const statement of facts.statements) out.push(...applyStatement(world, call, effect, { facts, statement, text, holes, platform: name.platform, via, confidence: sure, index }));
  }
  return out;
}

interface StatementCall {
  readonly facts: FileFacts;
  readonly statement: SqlStatement;
  readonly text: Text;
  readonly holes: readonly TextPart[];
  readonly platform: string | undefined;
  readonly via: string;
  readonly confidence: Confidence;
  readonly index: number;
}

function isStatement(text: Text): boolean {
  const first = text.parts.map((part) => (typeof part === "string" ? part : " x ")).join("");
  return BEGINS_SQL.test(first) || (knownText(text) === null && /\bselect\b[\s\S]*\bfrom\b/i.test(first));
}

function applyStatement(world: World, call: ModelCall, effect: Effect, own: StatementCall): readonly RawEffect[] {
  const { lattice } = world;
  const { statement } = own;
  const out: RawEffect[] = [];
  const reads = statement.reads.flatMap((table) => applyTable(world, call, effect, "reads", table, own, lattice.flows.empty));
  if (effect.act === "reads" || statement.writes.length > 0) out.push(...reads);
  const flow = lattice.flows.union(lattice.flows.all(reads.map((read) => lattice.flows.of(read.source))), selectedFlow(world, call, effect.data) ?? lattice.flows.empty);
  if (!statement.temporary) out.push(...statement.writes.flatMap((table) => applyTable(world, call, effect, "writes", table, own, flow)));
  if (effect.act !== "reads" && statement.writes.length === 0) out.push(...reads);
  if (statement.limit && !statement.limit.ordered) for (const read of reads) notesOf(call.site.frame).limits.add(read.key);
  return out.filter((record) => record.act === "reads");
}

function applyTable(world: World, call: ModelCall, effect: Effect, act: Act, table: TableReference, own: StatementCall, data: RawEffect["data"]): readonly RawEffect[] {
  const text = refilled(own.facts, table.name, own.holes, own.text);
  if (!text) return [];
  const form = table.form === "path" || table.form === "stage" ? "uri" : "table";
  if (table.form === "function") return [];
  const kind = form === "uri" ? "file" : "table";
  const resources = world.spell(form, form === "table" ? own.platform : undefined, kind, { name: [text] }, spellContext(world, call.site.frame));
  const site = `${call.site.at.path}:${call.site.at.line}:${call.site.at.column} ${act}`;
  if (resources.length === 0) notesOf(call.site.frame).unresolved.set(site, { path: call.site.at.path, line: call.site.at.line, column: call.site.at.column, act, via: own.via, why: "table name is not known" });
  return resources.map((resource) => {
    (resource.holes.length > 0 ? notesOf(call.site.frame).templates : notesOf(call.site.frame).resolved).add(site);
    return recordEffect(world, call, { ...effect, act }, kind, resource, {
      via: own.via, confidence: own.confidence, part: `${own.index} ${own.via} sql`, data, label: world.lattice.flows.empty, objects: act === "writes" ? selectedObjects(world, call, effect.data) : [],
      columns: table.columns ?? [], filters: act === "reads" ? own.statement.filters ?? [] : [], pin: { state: "unknown" }, object: null,
    });
  });
}

/** A table's name with its holes put back. */
function refilled(facts: FileFacts, id: number, holes: readonly TextPart[], from: Text): Text | null {
  const value = facts.values[id];
  const raw: TextPart[] = [];
  if (value?.kind === "constant") raw.push(String(value.value ?? ""));
  else if (value?.kind === "join") for (const part of value.parts) {
    const piece = facts.values[part];
    raw.push(piece?.kind === "constant" ? String(piece.value ?? "") : { hole: "unknown", name: "" });
  }
  if (raw.length === 0) return null;
  const parts = raw.flatMap((part): TextPart[] => {
    if (typeof part !== "string" || !part.includes(OPEN)) return [part];
    return part.split(/(\uE000\d+\uE001)/).filter((piece) => piece !== "").map((piece): TextPart => (piece.startsWith(OPEN) ? holes[Number(piece.slice(1, -1))] ?? piece : piece));
  });
  return { parts: normalParts(parts), provenance: from.provenance, bound: from.bound };
}
