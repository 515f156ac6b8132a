import type { ValueId } from "../../facts/value.js";
import type { ValueTable } from "../value-table.js";
import { Scope, type Binding } from "./scope.js";

/** What a subshell gives back when it ends. */
export interface ShellPlace {
  /** Working directory if changed, and the one before. */
  readonly directory: ValueId | undefined;
  readonly previous: ValueId | undefined;
  readonly exported: ReadonlyMap<string, ValueId>;
}

/** Variables, exported names, working directory and arguments at one place of a shell text. */
export class ShellState {
  readonly scope: Scope;
  place: ShellPlace = { directory: undefined, previous: undefined, exported: new Map() };
  /** Arguments of the running function; null for those of the script. */
  functionArguments: readonly ValueId[] | null = null;
  /** How far `shift` has moved; null where it is not known. */
  shifted: number | null = 0;
  #exportAll = false;
  readonly #directories: (ValueId | undefined)[] = [];

  constructor(private readonly table: ValueTable) {
    this.scope = new Scope(table);
  }

  /** `$1`. */
  argument(index: number): ValueId {
    const { table, shifted, functionArguments } = this;
    if (shifted === null) return table.unknown("argument after an unknown shift");
    if (functionArguments) return functionArguments[index - 1 + shifted] ?? table.constant("");
    return table.name(`arg:${index + shifted}`);
  }

  /** `$@`. */
  argumentList(): readonly ValueId[] {
    return this.functionArguments && this.shifted !== null ? this.functionArguments.slice(this.shifted) : [this.table.name("arg:@")];
  }

  /** Sets a variable; after `&&` or `||` it may keep its old value. */
  bind(name: string, binding: Binding, conditional: boolean): void {
    const known = this.scope.get(name);
    if (!conditional || binding.kind === "list") this.scope.set(name, binding);
    else this.scope.set(name, { kind: "text", value: this.table.either([known?.kind === "text" ? known.value : this.table.name(`env:${name}`), binding.value]) });
    if (this.#exportAll || this.place.exported.has(name)) this.export(name);
  }

  export(name: string): void {
    const binding = this.scope.get(name);
    if (binding?.kind === "text") this.place = { ...this.place, exported: new Map([...this.place.exported, [name, binding.value]]) };
  }

  /** Runs a command that changes this state; false for any other command. `names` are the variables that a declaration names. */
  builtin(words: readonly ValueId[], names: readonly string[]): boolean {
    const text = (i: number): string => String((words[i] === undefined ? undefined : this.table.scalar(words[i])) ?? "");
    switch (text(0)) {
      case "export":
      case "declare":
      case "typeset":
      case "local":
      case "readonly":
        if (text(0) === "export" || /^-\w*x/.test(text(1))) for (const name of names) this.export(name);
        return true;
      case "pushd":
        this.#directories.push(this.place.directory);
        this.#change(words[1]);
        return true;
      case "cd":
        this.#change(words.slice(1).find((word) => !/^-[LPe@]+$/.test(String(this.table.scalar(word) ?? ""))));
        return true;
      case "popd":
        this.place = { ...this.place, directory: this.#directories.pop() };
        return true;
      case "shift":
        if (this.shifted !== null) this.shifted = words.length < 2 ? this.shifted + 1 : /^\d+$/.test(text(1)) ? this.shifted + Number(text(1)) : null;
        return true;
      case "set":
        this.#exportAll ||= /^-\w*a/.test(text(1)) || (text(1) === "-o" && text(2) === "allexport");
        return true;
      case "read":
      case "getopts":
      case "mapfile":
      case "readarray":
        for (let i = 1; i < words.length; i++) if (/^[A-Za-z_]\w*$/.test(text(i))) this.scope.set(text(i), { kind: "text", value: this.table.unknown("read at run time") });
        return true;
      default:
        return ["unset", "[", "test", ":", "true", "false", "wait", "trap", "return", "exit", "break", "continue", "ulimit", "umask", "shopt"].includes(text(0));
    }
  }

  #change(target: ValueId | undefined): void {
    const { directory, previous } = this.place;
    this.place = { ...this.place, previous: directory, directory: this.#target(target, directory, previous) };
  }

  #target(target: ValueId | undefined, directory: ValueId | undefined, previous: ValueId | undefined): ValueId | undefined {
    if (target === undefined) return this.table.constant("~");
    if (this.table.scalar(target) === "-") return previous;
    return directory === undefined || this.#isAbsolute(target) ? target : this.table.path([directory, target]);
  }

  #isAbsolute(id: ValueId): boolean {
    let value = this.table.values[id];
    while (value?.kind === "join") value = value.parts[0] === undefined ? undefined : this.table.values[value.parts[0]];
    if (value?.kind === "name") return value.name.startsWith("script:") || value.name.startsWith("shell:");
    return value?.kind === "constant" && /^[/~]/.test(String(value.value));
  }
}
