import type { FileIndex, UnitRef } from "./abstract.js";
import { decoratorModels } from "./decorators.js";
import { isStale, keyOf, startFrame, takeOver, unknownParameter } from "./enter.js";
import type { Frame } from "./frame.js";
import { mergeNotes } from "./notes.js";
import { optionArgument } from "./option-calls.js";
import { placeIn, type ProjectFile } from "./project-file.js";
import { freshRound, type World } from "./world.js";

/** Rounds are repeated while a frame read a cell that grew later; what is still unknown then stays so. */
const MAX_ROUNDS = 3;
/** From the second round on, a share of stale frames below this is left as it is. */
const FEW_STALE = 0.01;

/** A frame that something outside the analysed code enters. */
export interface RootFrame {
  readonly frame: Frame;
  readonly kind: "module" | "function" | "started";
  readonly name: string | null;
}

/** Interprets the whole project and gives the frames at which jobs begin. */
export function runRounds(world: World): { readonly roots: readonly RootFrame[]; readonly rounds: number } {
  let roots: readonly RootFrame[] = [];
  let rounds = 0;
  const order = importOrder(world);
  while (rounds < MAX_ROUNDS) {
    rounds++;
    world.round = freshRound(world.units.length, world.round.frames);
    roots = runRound(world, order);
    const frames = [...world.round.frames.values()];
    const stale = frames.filter(isStale).length;
    if (stale === 0 || (rounds > 1 && stale < frames.length * FEW_STALE)) break;
  }
  return { roots, rounds };
}

function isCode(file: ProjectFile): boolean {
  return file.facts.language === "python" || file.facts.language === "notebook" || file.facts.language === "typescript";
}

function runRound(world: World, order: readonly FileIndex[]): readonly RootFrame[] {
  const roots: RootFrame[] = [];
  const run = (file: ProjectFile, ref: UnitRef): Frame | null => {
    const place = world.units[ref];
    if (!place) return null;
    world.round.root = file.index;
    const args = place.unit.parameters.map((parameter) => optionArgument(world, file, place.unit, parameter) ?? unknownParameter(world, file, place.unit, ref, parameter));
    const env = place.unit.parent > 0 ? enclosingFrame(world, file, place.unit.parent) : null;
    const key = keyOf(world, ref, args, env);
    return world.round.frames.get(key) ?? takeOver(world, key) ?? startFrame(world, file, place.unit, ref, key, args, env);
  };
  for (const index of order) {
    const file = world.files[index];
    if (!file) continue;
    const frame = run(file, file.unitBase);
    if (frame) roots.push({ frame, kind: "module", name: null });
  }
  const named = new Set<UnitRef>();
  for (const [name, entry] of [...world.entryPoints].sort((a, b) => (a[0] < b[0] ? -1 : 1))) {
    const file = world.files[entry.script];
    const unit = file?.facts.units.find((item) => item.path === entry.entry);
    const frame = file && unit ? run(file, file.unitBase + unit.id) : null;
    if (frame && file && unit) {
      named.add(file.unitBase + unit.id);
      roots.push({ frame, kind: "function", name });
    }
  }
  // Units that nothing entered: run them with unknown arguments, so that what they call is known before it is said who is called by nobody.
  const fresh: { readonly ref: UnitRef; readonly frame: Frame; readonly started: boolean }[] = [];
  for (const file of orderedFiles(world)) {
    for (const unit of file.facts.units) {
      if (unit.kind !== "function" && unit.kind !== "method") continue;
      const ref = file.unitBase + unit.id;
      const started = decoratorModels(world, file, ref).some((item) => item.model.effects.length > 0 || item.model.option !== undefined || item.model.invokes?.some((invoke) => invoke.job) === true);
      if (started) world.round.notes.started.set(ref, { frames: new Set(), name: null });
      if ((world.round.framesOf.get(ref) ?? 0) > 0) continue;
      const frame = run(file, ref);
      if (frame) fresh.push({ ref, frame, started });
    }
  }
  gatherNotes(world);
  const called = calledUnits(world);
  for (const { ref, frame, started } of fresh) if (started || (!called.has(ref) && !named.has(ref))) roots.push({ frame, kind: started ? "started" : "function", name: null });
  return roots;
}

/** A class around a method is no frame of variables. */
function enclosingFrame(world: World, file: ProjectFile, parent: number): Frame | null {
  const unit = file.facts.units[parent];
  if (!unit || unit.kind === "class" || unit.kind === "module") return null;
  for (const frame of world.round.frames.values()) if (frame.ref === file.unitBase + parent) return frame;
  return null;
}

/** Tests come last, so that production code decides which contexts are kept apart. */
function orderedFiles(world: World): readonly ProjectFile[] {
  const code = world.files.filter(isCode);
  return [...code.filter((file) => file.role !== "test"), ...code.filter((file) => file.role === "test")];
}

/** Brings together what all frames of the round noted. */
function gatherNotes(world: World): void {
  const { notes, frames, effects } = world.round;
  for (const frame of frames.values()) if (frame.notes) mergeNotes(notes, frame.notes);
  for (const [key, names] of notes.columns) {
    const effect = effects.get(key);
    if (effect?.act === "reads") for (const name of names) effect.columns.add(name);
  }
}

/** Units that another unit outside the tests calls. */
function calledUnits(world: World): ReadonlySet<UnitRef> {
  const out = new Set<UnitRef>();
  for (const frame of world.round.frames.values()) {
    if (frame.file.role === "test") continue;
    for (const entered of frame.entered.values()) {
      const ref = world.round.frames.get(entered.frame)?.ref;
      if (ref !== undefined && ref !== frame.ref) out.add(ref);
    }
  }
  return out;
}

/** Files so that an imported module comes before its importer where there is no cycle; found without recursion. */
function importOrder(world: World): readonly FileIndex[] {
  const state = new Map<FileIndex, "open" | "done">();
  const order: FileIndex[] = [];
  const importsOf = (file: ProjectFile): FileIndex[] => file.facts.imports.flatMap((item) => {
    const names = item.name !== undefined && item.name !== "*" ? [`${item.module}${item.module === "" ? "" : "."}${item.name}`, item.module] : [item.module];
    return names.flatMap((name) => {
      const target = item.level > 0 ? world.modules.relative(name, item.level, file) : name === "" ? null : world.modules.absolute(name, file);
      return target?.kind === "file" ? [target.file] : [];
    });
  });
  for (const start of orderedFiles(world)) {
    const stack: { readonly index: FileIndex; readonly next: FileIndex[] }[] = [];
    const open = (index: FileIndex): void => {
      const file = world.files[index];
      if (state.has(index) || !file || !isCode(file)) return;
      state.set(index, "open");
      stack.push({ index, next: importsOf(file) });
    };
    open(start.index);
    while (stack.length > 0) {
      const top = stack[stack.length - 1];
      const next = top?.next.shift();
      if (next !== undefined) open(next);
      else if (top) {
        stack.pop();
        state.set(top.index, "done");
        order.push(top.index);
      }
    }
  }
  return order;
}

/** Place of a root, for its job. */
export function placeOfRoot(root: RootFrame): ReturnType<typeof placeIn> {
  return placeIn(root.frame.file, root.frame.unit.at);
}
