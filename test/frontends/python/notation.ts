import type { Argument, FileFacts, Parameter, Store, Unit } from "../../../src/facts/file-facts.js";
import type { Span } from "../../../src/facts/location.js";
import type { Value, ValueId } from "../../../src/facts/value.js";

/** Prints a value: `"text"`, `name`, `:parameter`, `@import`, `&unit`, `base.key`, `#n` (what call n gives), `either(a{branch}, b)`, `loop(before, after)`; `^` is the loop around it. */
export function printValue(facts: FileFacts, root: ValueId): string {
  const open: ValueId[] = [];
  const list = (ids: readonly ValueId[]): string => ids.map(print).join(", ");
  const entry = (how: string, base: string, key: ValueId): string => {
    const known = facts.values[key];
    return how === "attribute" && known?.kind === "constant" ? `${base}.${String(known.value)}` : `${base}[${print(key)}]`;
  };
  function print(id: ValueId): string {
    const value = facts.values[id];
    if (!value) return "?";
    if (value.kind !== "loop") return printKnown(value);
    if (open.includes(id)) return "^";
    open.push(id);
    const text = `loop(${print(value.entry)}, ${print(value.next)})`;
    open.pop();
    return text;
  }
  function printKnown(value: Value): string {
    switch (value.kind) {
      case "constant":
        return value.value === null ? "None" : value.value === true ? "True" : value.value === false ? "False" : JSON.stringify(value.value);
      case "name":
        return value.name;
      case "parameter":
        return `:${facts.units[value.unit]?.parameters[value.index]?.name ?? "?"}`;
      case "import": {
        const found = facts.imports[value.index];
        return found ? `@${".".repeat(found.level)}${found.name === undefined ? (found.as === found.module.split(".")[0] ? found.as : found.module) : [found.module, found.name].filter(Boolean).join(".")}` : "?";
      }
      case "unit":
        return `&${facts.units[value.unit]?.path ?? "?"}`;
      case "join":
        return `${value.how}(${list(value.parts)})`;
      case "lookup":
        return entry(value.how, print(value.base), value.key);
      case "result":
        return `#${value.call}`;
      case "enter":
        return `enter(${print(value.of)})`;
      case "either":
        return `either(${value.options.map((option, i) => print(option) + printBranch(value.conditions?.[i] ?? -1)).join(", ")})`;
      case "element":
        return value.index === -1 ? `each(${print(value.of)})` : value.index === -2 ? `rest(${print(value.of)})` : `item(${print(value.of)}, ${value.index})`;
      case "list":
        return { list: `[${list(value.items)}]`, tuple: `(${list(value.items)})`, set: `{${list(value.items)}}`, comprehension: `[${list(value.items)} ...]` }[value.shape];
      case "record":
        return `{${value.entries.map(({ key, value: it }) => (key === null ? `**${print(it)}` : `${print(key)}: ${print(it)}`)).join(", ")}}`;
      case "updated":
        return `(${print(value.base)} with ${entry(value.how, "", value.key)} = ${print(value.value)})`;
      case "after":
        return `after(${print(value.base)}, #${value.call})`;
      case "operation":
        return `<${value.operator}>(${list(value.operands)})`;
      case "unknown":
        return "unknown";
      default:
        return "?";
    }
  }
  return print(root);
}

function printBranch(branch: number): string {
  return branch < 0 ? "" : `{${branch}}`;
}

function printArgument({ value, name, spread }: Argument, print: (id: ValueId) => string): string {
  return `${name === undefined ? "" : `${name}=`}${spread === "items" ? "*" : spread === "entries" ? "**" : ""}${print(value)}`;
}

/** `line:column-line:column`, end exclusive. */
export function printSpan({ line, column, endLine, endColumn, cell }: Span): string {
  return `${line}:${column}-${endLine}:${endColumn}${cell ? ` in ${cell.index}:${cell.line}:${cell.column}` : ""}`;
}

interface Line { readonly kind: string; readonly text: string; readonly at: Span; readonly unit: Unit | undefined }

/** All facts, one a line: `kind text`, or `unit.path: kind text` inside a unit; `kind@ place text` where a case asks for places. */
export function printFacts(facts: FileFacts): { readonly kind: string; readonly line: string; readonly placed: string }[] {
  return [...unitLines(facts), ...fileLines(facts)].map(({ kind, text, at, unit }) => {
    const prefix = unit && unit.id > 0 ? `${unit.path}: ` : "";
    return { kind, line: `${prefix}${kind} ${text}`, placed: `${prefix}${kind}@ ${printSpan(at)} ${text}` };
  });
}

function unitLines(facts: FileFacts): Line[] {
  const show = (id: ValueId): string => printValue(facts, id);
  return facts.units.flatMap((unit): Line[] => {
    const line = (kind: string, at: Span, text: string): Line => ({ kind, text: text.trimEnd(), at, unit });
    return [
      ...(unit.id > 0 ? [{ kind: "unit", text: printUnit(facts, unit), at: unit.at, unit: undefined }] : []),
      ...(unit.docstring === undefined ? [] : [line("docstring", unit.at, JSON.stringify(unit.docstring))]),
      ...unit.calls.flatMap((id) => {
        const call = facts.calls[id];
        if (!call) return [];
        const notes = [call.dropped && "dropped", call.looped && "looped", call.swallowed && "swallowed", call.branch >= 0 && `in ${call.branch}`].filter(Boolean);
        return [line("call", call.at, `#${id} ${show(call.callee)}(${call.args.map((argument) => printArgument(argument, show)).join(", ")})${notes.length > 0 ? ` -- ${notes.join(", ")}` : ""}`)];
      }),
      ...unit.stores.map((store) => line("store", store.at, printStore(facts, store))),
      ...unit.returns.map(({ value, at, branch }) => line("return", at, `${show(value)}${branch >= 0 ? ` -- in ${branch}` : ""}`)),
      ...unit.yields.map(({ value, at }) => line("yield", at, show(value))),
      ...unit.reads.map(({ value, at, branch }) => line("read", at, `${show(value)}${branch >= 0 ? ` -- in ${branch}` : ""}`)),
    ];
  });
}

function printUnit(facts: FileFacts, unit: Unit): string {
  const show = (id: ValueId): string => printValue(facts, id);
  const parameters = unit.parameters.map((parameter) => printParameter(parameter, show));
  return [
    unit.async ? "async " : "", `${unit.kind} ${unit.path}`, unit.kind === "class" ? `(${unit.bases.map(show).join(", ")})` : `(${parameters.join(", ")})`,
    unit.metaclass === undefined ? "" : ` metaclass ${show(unit.metaclass)}`, unit.returnAnnotation === undefined ? "" : ` -> ${show(unit.returnAnnotation)}`,
    ...unit.decorators.map(({ value }) => ` by ${show(value)}`),
  ].join("");
}

function printParameter({ name, kind, default: fallback, annotation }: Parameter, show: (id: ValueId) => string): string {
  const mark = { positional: "", "positional-only": "/", "keyword-only": "=", rest: "*", "rest-keywords": "**" }[kind];
  return `${mark}${name}${annotation === undefined ? "" : `: ${show(annotation)}`}${fallback === undefined ? "" : ` = ${show(fallback)}`}`;
}

function printStore(facts: FileFacts, store: Store): string {
  const show = (id: ValueId): string => printValue(facts, id);
  const key = typeof store.key === "string" ? store.key : show(store.key);
  const base = store.base === undefined ? "" : show(store.base);
  const target = { local: key, global: `global ${key}`, attribute: `${base}.${key}`, item: `${base}[${key}]` }[store.target];
  const annotation = store.annotation === undefined ? "" : `: ${show(store.annotation)}`;
  return `${target}${annotation} ${store.augmented ? "again" : "="} ${show(store.value)}${store.branch >= 0 ? ` -- in ${store.branch}` : ""}`;
}

function fileLines(facts: FileFacts): Line[] {
  const line = (kind: string, at: Span, text: string): Line => ({ kind, text: text.trimEnd(), at, unit: undefined });
  const whole: Span = { line: 1, column: 1, endLine: 1, endColumn: 1 };
  const { total, code, comment, blank, cells } = facts.lines;
  return [
    ...facts.imports.map(({ module, level, name, as, at, branch, unit }) => ({
      ...line("import", at, `${".".repeat(level)}${module}${name === undefined ? "" : ` ${name}`} as ${as}${branch >= 0 ? ` -- in ${branch}` : ""}`), unit: facts.units[unit],
    })),
    ...facts.branches.map(({ condition, holds, kind, parent, at, unit }, i) => ({ ...line("branch", at, `${i} ${kind} ${holds ? "" : "not "}${printValue(facts, condition)}${parent >= 0 ? ` -- in ${parent}` : ""}`), unit: facts.units[unit] })),
    ...facts.values.flatMap((value) => (value.kind === "constant" && value.at ? [line("text", value.at, JSON.stringify(value.value))] : [])),
    ...facts.commands.map(({ words, at }) => line("command", at, words.map((word) => printValue(facts, word)).join(" "))),
    ...facts.statements.map(({ verb, reads, writes, at }) => line("statement", at, `${verb} reads ${reads.map(({ name }) => printValue(facts, name)).join(", ")} writes ${writes.map(({ name }) => printValue(facts, name)).join(", ")}`)),
    ...facts.comments.map(({ text, at }) => line("comment", at, JSON.stringify(text))),
    ...facts.suppressions.map(({ rules, scope, reason, until, from, to, at }) => line("suppression", at, `${rules.join(", ")} on ${scope === "file" ? "file" : from === to ? from : `${from}-${to}`}${until ? ` until ${until}` : ""}${reason ? ` because ${reason}` : ""}`)),
    ...(facts.exports ? [line("exports", whole, facts.exports.join(", "))] : []),
    line("lines", whole, `total ${total} code ${code} comment ${comment} blank ${blank} cells ${cells}`),
    ...facts.problems.map(({ kind, message, at }) => line("problem", at, `${kind}: ${message}`)),
  ];
}
