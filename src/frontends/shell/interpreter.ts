import type { Command } from "../../facts/file-facts.js";
import type { Span } from "../../facts/location.js";
import type { ValueId } from "../../facts/value.js";
import type { ValueTable } from "../value-table.js";
import { Blocks } from "./blocks.js";
import { expandWord, joinParts, type Surroundings } from "./expansion.js";
import { printedBy } from "./output.js";
import { scanShell } from "./scan.js";
import { ShellState } from "./state.js";
import { assignmentOf, type Assignment } from "./assignment.js";
import { indexOfWord, isArithmetic, isOperator, plainText, type ShellToken } from "./token.js";
import { innerScript, unwrap } from "./wrapper.js";

/** Functions, substitutions and scripts inside each other are followed so deep. */
const MAX_NESTING = 8;
/** More commands are not kept. */
const MAX_COMMANDS = 5_000;
/** Tokens that are looked through for the ends of functions, all together. */
const MAX_SEARCH = 500_000;
/** More calls of functions are not followed: functions that call each other multiply. */
const MAX_CALLS = 2_000;

interface Body { readonly tokens: readonly ShellToken[]; readonly from: number; readonly to: number; called: boolean }

/** What reading a text gave; `limit` is a problem of size, the others are of syntax. */
export interface ShellProblem { readonly message: string; readonly start: number; readonly end: number; readonly limit: boolean }

/** Follows variables, branches, loops, functions and directories of a shell text, executing nothing, and gives the commands with their words as values. */
export class Interpreter {
  readonly commands: Command[] = [];
  readonly comments: { readonly start: number; readonly end: number }[] = [];
  readonly problems: ShellProblem[] = [];
  readonly #state: ShellState;
  readonly #functions = new Map<string, Body>();
  readonly #around: Surroundings;
  #last: readonly ValueId[] = [];
  #calls = 0;
  #searched = 0;

  constructor(private readonly text: string, private readonly table: ValueTable, private readonly span: (start: number, end: number) => Span, private nesting = 0, from?: Command) {
    this.#state = new ShellState(table);
    this.#state.place = { directory: from?.directory, previous: undefined, exported: new Map(from?.environment.map(({ name, value }) => [name, value])) };
    for (const { name, value } of from?.environment ?? []) this.#state.scope.set(name, { kind: "text", value });
    this.#around = {
      table, span, scope: this.#state.scope,
      argument: (index) => this.#state.argument(index),
      argumentList: () => this.#state.argumentList(),
      substitute: (start, end) => this.#substitute(start, end),
    };
  }

  /** Reads the whole text; functions that nothing calls are read last, with unknown arguments. */
  run(): void {
    this.#runText(0, this.text.length);
    for (const body of [...this.#functions.values()]) if (!body.called) this.#call(body, null);
  }

  #runText(from: number, to: number): void {
    const { tokens, comments, problems } = scanShell(this.text, from, to);
    this.comments.push(...comments);
    for (const problem of problems) this.problems.push({ ...problem, limit: false });
    this.#runTokens({ tokens, from: 0, to: tokens.length, called: true });
  }

  #runTokens({ tokens, from, to }: Body): void {
    const blocks = new Blocks(this.#state);
    let before = "\n";
    for (let at = from; at < to; ) {
      const token = tokens[at];
      if (!token || this.commands.length > MAX_COMMANDS) break;
      if (token.kind === "operator") {
        if (token.text === "(" && !blocks.inPatterns) blocks.begin("subshell");
        else if (token.text === ")") blocks.bracket();
        else if (token.text.startsWith(";;") || token.text === ";&") blocks.endClause();
        before = token.text;
        at++;
        continue;
      }
      if (blocks.inPatterns && plainText(token) !== "esac") {
        blocks.pattern(plainText(token));
        at++;
        continue;
      }
      const next = this.#reserved(tokens, at, to, blocks);
      if (next > at) {
        before = "\n";
        at = next;
        continue;
      }
      let end = at + 1;
      while (end < to && tokens[end]?.kind !== "operator") end++;
      this.#simple(tokens.slice(at, end), before === "&&" || before === "||");
      at = end;
    }
    blocks.endAll();
  }

  /** Reserved words where a command could begin; gives the place after them, or the place itself. */
  #reserved(tokens: readonly ShellToken[], at: number, to: number, blocks: Blocks): number {
    const word = plainText(tokens[at]);
    if (word === null) return isArithmetic(tokens[at]) ? at + 1 : at;
    if (isOperator(tokens[at + 1], "(") && isOperator(tokens[at + 2], ")") && /^[\w.:-]+$/.test(word)) return this.#define(word, tokens, at + 3, to);
    switch (word) {
      case "if":
        blocks.begin("if");
        return at + 1;
      case "elif":
      case "else":
        blocks.alternative(word === "else");
        return at + 1;
      case "fi":
        blocks.end("if");
        return at + 1;
      case "for":
      case "select":
        return this.#loop(tokens, at, to, blocks);
      case "while":
      case "until":
        blocks.begin("loop");
        return at + 1;
      case "done":
        blocks.end("loop");
        return at + 1;
      case "case":
        blocks.begin("case");
        return indexOfWord(tokens, "in", at + 1, to) + 1;
      case "esac":
        blocks.end("case");
        return at + 1;
      case "{":
        blocks.begin("group");
        return at + 1;
      case "}":
        blocks.end("group");
        return at + 1;
      case "[[":
        return indexOfWord(tokens, "]]", at + 1, to) + 1;
      case "function":
        return this.#define(plainText(tokens[at + 1]) ?? "", tokens, isOperator(tokens[at + 2], "(") ? at + 4 : at + 2, to);
      case "then":
      case "do":
      case "!":
      case "time":
        return at + 1;
      default:
        return at;
    }
  }

  /** `for x in a b; do`: the variable is one of the words. */
  #loop(tokens: readonly ShellToken[], at: number, to: number, blocks: Blocks): number {
    const name = plainText(tokens[at + 1]);
    let next = Math.min(to, at + 2);
    const values: ValueId[] = [];
    if (plainText(tokens[next]) === "in") {
      for (next++; next < to && tokens[next]?.kind === "word"; next++) values.push(...this.#words(tokens[next]));
    } else values.push(...this.#state.argumentList());
    blocks.begin("loop");
    if (name !== null && /^\w+$/.test(name)) this.#state.scope.set(name, { kind: "text", value: values.length ? this.table.either(values) : this.table.unknown("loop over nothing") });
    return next;
  }

  /** `name() { ... }`: the body is read where it is called. */
  #define(name: string, tokens: readonly ShellToken[], start: number, to: number): number {
    let from = start;
    while (from < to && isOperator(tokens[from], "\n")) from++;
    const brace = plainText(tokens[from]) === "{";
    if (!brace && !isOperator(tokens[from], "(")) return start;
    let level = 0;
    for (let at = from; at < to && this.#searched++ < MAX_SEARCH; at++) {
      const token = tokens[at];
      if (brace ? plainText(token) === "{" : isOperator(token, "(")) level++;
      else if ((brace ? plainText(token) === "}" : isOperator(token, ")")) && --level === 0) {
        this.#functions.set(name, { tokens, from: from + 1, to: at, called: false });
        return at + 1;
      }
    }
    return start;
  }

  #call(body: Body, values: readonly ValueId[] | null): void {
    body.called = true;
    if (this.nesting >= MAX_NESTING || this.#calls++ >= MAX_CALLS) return;
    const { functionArguments, shifted } = this.#state;
    this.#state.functionArguments = values ?? [];
    this.#state.shifted = values ? 0 : null;
    this.nesting++;
    this.#runTokens(body);
    this.nesting--;
    this.#state.functionArguments = functionArguments;
    this.#state.shifted = shifted;
  }

  #simple(tokens: readonly ShellToken[], conditional: boolean): void {
    const { table } = this;
    const state = this.#state;
    const words: ValueId[] = [];
    const reads: ValueId[] = [];
    const writes: ValueId[] = [];
    const assigned: { name: string; value: ValueId }[] = [];
    const declared: string[] = [];
    let declares = false;
    for (let i = 0; i < tokens.length; i++) {
      const token = tokens[i];
      if (token?.kind === "array") {
        const items = scanShell(this.text, token.innerStart, token.innerEnd).tokens.flatMap((inner) => this.#words(inner));
        const known = token.append ? state.scope.get(token.name) : undefined;
        state.bind(token.name, { kind: "list", items: [...(known?.kind === "list" ? known.items : known ? [known.value] : []), ...items] }, false);
      } else if (token?.kind === "redirect") {
        const [value] = this.#words(tokens[++i]);
        if (value !== undefined && token.direction !== "ignore" && !/^\/dev\/|^-$/.test(String(table.scalar(value) ?? ""))) (token.direction === "read" ? reads : writes).push(value);
      } else if (token?.kind === "word") {
        const assignment = !words.length || declares ? assignmentOf(token.parts) : null;
        const value = assignment && this.#assigned(assignment);
        if (assignment && value !== null) assigned.push({ name: assignment.name, value });
        else words.push(...this.#words(token));
        if (declares) declared.push(assignment?.name ?? plainText(token) ?? "");
        declares ||= words.length === 1 && /^(?:export|declare|typeset|local|readonly)$/.test(plainText(token) ?? "");
      }
    }
    if (!words.length || declares) for (const { name, value } of assigned) state.bind(name, { kind: "text", value }, conditional);
    const [first, last] = [tokens[0], tokens[tokens.length - 1]];
    if (!first || !last || (!words.length && !reads.length && !writes.length)) return;
    this.#last = words;
    if (state.builtin(words, declared) && !writes.length && !reads.length) return;
    const name = words[0] === undefined ? undefined : table.scalar(words[0]);
    const body = typeof name === "string" ? this.#functions.get(name) : undefined;
    if (body) return this.#call(body, words.slice(1));
    const environment = new Map([...state.place.exported, ...assigned.map((one) => [one.name, one.value] as const)]);
    const command: Command = { words, environment: [...environment].map(([key, value]) => ({ name: key, value })), ...(state.place.directory !== undefined && { directory: state.place.directory }), reads, writes, at: this.span(first.start, last.end) };
    this.#push(unwrap(command, table));
  }

  #push(command: Command): void {
    const script = this.nesting < MAX_NESTING ? innerScript(command, this.table) : null;
    if (script !== null) {
      const inner = new Interpreter(script, this.table, () => command.at, this.nesting + 1, command);
      inner.run();
      for (const found of inner.commands) this.#push(found);
    } else if (this.commands.length < MAX_COMMANDS) this.commands.push(command);
    else if (!this.problems.some((problem) => problem.limit)) this.problems.push({ message: `only the first ${MAX_COMMANDS} commands were read`, start: 0, end: 0, limit: true });
  }

  /** Runs `$(...)` in a scope of its own; a command whose output is known is no command of the script. */
  #substitute(start: number, end: number): ValueId {
    if (this.nesting >= MAX_NESTING) return this.table.unknown("command substitution");
    const state = this.#state;
    const { place } = state;
    const last = this.#last;
    this.#last = [];
    this.nesting++;
    state.scope.enter();
    this.#runText(start, end);
    state.scope.leave();
    this.nesting--;
    const printed = printedBy(this.#last, state.place.directory, this.table);
    if (printed !== undefined && this.commands[this.commands.length - 1]?.words === this.#last) this.commands.pop();
    state.place = place;
    this.#last = last;
    return printed ?? this.table.unknown("command substitution");
  }

  #words(token: ShellToken | undefined): readonly ValueId[] {
    return token?.kind === "word" ? expandWord(token.parts, this.#around) : [];
  }

  #assigned({ name, append, parts }: Assignment): ValueId {
    const value = joinParts(parts, this.#around);
    const known = append ? this.#state.scope.get(name) : undefined;
    return known?.kind === "text" ? this.table.concat([known.value, value]) : value;
  }
}
