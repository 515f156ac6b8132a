import type { Location } from "../../facts/location.js";
import type { Confidence } from "../../facts/vocabulary.js";
import type { Text } from "../text.js";
import type { FileIndex, UnitRef } from "./abstract.js";
import { textKey } from "./text-algebra.js";

/** One word of a command with its alternatives. */
export type Word = readonly Text[];

/** A command that starts a script of the project. */
export interface LaunchCommand {
  readonly script: FileIndex;
  /** Function that a console entry point names; null for the module. */
  readonly entry: string | null;
  /** Arguments behind the script. */
  readonly words: readonly Word[];
  readonly environment: ReadonlyMap<string, readonly Text[]>;
  /** Working directory relative to the roots; null where unknown. */
  readonly directory: string | null;
  /** File that holds the command, and the observation whose actor runs it. */
  readonly path: string;
  readonly observation: number | null;
  /** Unit of the code that starts it; null for a document or a shell text. */
  readonly starter: UnitRef | null;
  readonly at: Location;
  readonly via: string;
  readonly confidence: Confidence;
}

/** Commands of the project by the script that they start. */
export class LaunchTable {
  private readonly byScript = new Map<FileIndex, LaunchCommand[]>();
  private readonly keys = new Set<string>();
  /** Some command changes directory, so that relative names depend on the launcher. */
  placed = false;

  /** `onAdd` is told of every script that gets a new launcher. */
  constructor(private readonly onAdd: (script: FileIndex) => void) {}

  add(launch: LaunchCommand): void {
    const key = [launch.script, launch.path, launch.observation, launch.at.line, launch.at.column, launch.starter, launch.directory, ...launch.words.map((word) => word.map(textKey).join("|"))].join("\u0004");
    if (this.keys.has(key)) return;
    this.keys.add(key);
    if (launch.directory !== null) this.placed = true;
    this.onAdd(launch.script);
    const list = this.byScript.get(launch.script);
    if (list) list.push(launch);
    else this.byScript.set(launch.script, [launch]);
  }

  of(script: FileIndex): readonly LaunchCommand[] {
    return this.byScript.get(script) ?? [];
  }

  all(): readonly LaunchCommand[] {
    return [...this.byScript.values()].flat();
  }

  /** Working directory that all known launchers of a script agree on. */
  directoryOf(script: FileIndex): string | null {
    const all = this.of(script);
    const first = all[0]?.directory ?? null;
    return all.every((launch) => launch.directory === first) ? first : null;
  }
}
