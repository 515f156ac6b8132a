import { compareText, type Location } from "../../facts/location.js";
import type { Job } from "../effect.js";
import type { Frame, RawEffect } from "./frame.js";
import type { RawGuard } from "./guards.js";
import type { FrameKey, UnitRef } from "./abstract.js";
import { placeIn } from "./project-file.js";
import type { RootFrame } from "./rounds.js";
import type { World } from "./world.js";

/** A raw effect as one job does it. */
export interface LiftedEffect {
  readonly raw: RawEffect;
  /** Call sites outward, nearest the IO call first. */
  readonly calls: readonly { readonly at: Location; readonly via: string }[];
  readonly guards: readonly RawGuard[];
  readonly swallowed: boolean;
}

/** A job with all that it does. */
export interface LiftedJob {
  readonly job: Job;
  readonly effects: readonly LiftedEffect[];
}

/** Call sites that evidence keeps. */
const MAX_CALLS = 6;

interface Reached {
  readonly frame: Frame;
  readonly calls: readonly { readonly at: Location; readonly via: string }[];
  readonly guards: readonly RawGuard[];
  readonly swallowed: boolean;
}

/** Lifts the effects of helpers to the jobs that reach them, each by the shortest chain of calls. */
export function liftEffects(world: World, roots: readonly RootFrame[]): readonly LiftedJob[] {
  const reachedFrom = (group: { readonly job: Job; readonly units: ReadonlySet<UnitRef> }): void => {
    for (const unit of group.units) {
      const known = world.jobsOfUnit.get(unit);
      if (known) known.add(group.job.id);
      else world.jobsOfUnit.set(unit, new Set([group.job.id]));
    }
  };
  const jobs = new Map<string, { job: Job; effects: Map<string, LiftedEffect> }>();
  const add = (job: Job, effects: readonly LiftedEffect[]): void => {
    const known = jobs.get(job.id) ?? { job, effects: new Map() };
    jobs.set(job.id, known);
    for (const effect of effects) if (!known.effects.has(effect.raw.key)) known.effects.set(effect.raw.key, effect);
  };
  const starters = new Set(world.launches.all().flatMap((launch) => launch.starter ?? []));
  const addUnit = (frame: Frame): void => {
    const job = unitJob(frame);
    const { effects, units } = effectsFrom(world, [{ frame, calls: [], guards: [], swallowed: false }], frame.ref);
    reachedFrom({ job, units });
    add(job, effects);
  };
  for (const root of roots) {
    if (root.kind === "module") {
      for (const group of moduleGroups(world, root.frame, starters)) {
        world.moduleJobs.add(group.job.id);
        reachedFrom(group);
        add(group.job, group.effects);
      }
    } else addUnit(root.frame);
  }
  for (const [ref, frames] of startedFrames(world)) {
    for (const frame of frames) if (frame.ref === ref) addUnit(frame);
  }
  return [...jobs.values()].map(({ job, effects }) => ({ job, effects: [...effects.values()] })).sort((a, b) => compareText(a.job.id, b.job.id));
}

/** Frames of units that a framework starts, with the arguments that some code bound. */
function startedFrames(world: World): readonly (readonly [UnitRef, readonly Frame[]])[] {
  const byUnit = new Map<UnitRef, Frame[]>();
  for (const frame of world.round.frames.values()) {
    if (!world.round.notes.started.has(frame.ref)) continue;
    const list = byUnit.get(frame.ref);
    if (list) list.push(frame);
    else byUnit.set(frame.ref, [frame]);
  }
  return [...byUnit].sort((a, b) => a[0] - b[0]);
}

function unitJob(frame: Frame): Job {
  const { file, unit } = frame;
  return { id: `job:${file.path}#${unit.path}`, kind: "job", name: unit.path, path: file.path, at: placeIn(file, unit.at) };
}

function moduleJob(frame: Frame): Job {
  const { file, unit } = frame;
  const notebook = file.facts.language === "notebook";
  return { id: `job:${file.path}#<module>`, kind: notebook ? "notebook" : "job", name: file.path, path: file.path, at: placeIn(file, unit.at) };
}

/** Effects of all frames that some frames reach; units that are jobs of their own are not entered. */
function effectsFrom(world: World, start: readonly Reached[], own: UnitRef | null): ReachedEffects {
  const seen = new Set<FrameKey>(start.map((item) => item.frame.key));
  const queue: Reached[] = [...start];
  const out = new Map<string, LiftedEffect>();
  const units = new Set<UnitRef>();
  // The queue grows while it is walked: breadth first, so that each frame is reached by a shortest chain.
  for (let i = 0; i < queue.length; i++) {
    const item = queue[i];
    if (!item) continue;
    units.add(item.frame.ref);
    for (const raw of item.frame.effects.values()) {
      if (!out.has(raw.key)) out.set(raw.key, { raw, calls: item.calls, guards: [...item.guards, ...raw.guards], swallowed: item.swallowed || raw.swallowed });
    }
    for (const entered of item.frame.entered.values()) {
      const next = world.round.frames.get(entered.frame);
      if (!next || seen.has(next.key) || (next.ref !== own && world.round.notes.started.has(next.ref))) continue;
      seen.add(next.key);
      queue.push({ frame: next, calls: [{ at: entered.at, via: next.unit.path }, ...item.calls].slice(0, MAX_CALLS), guards: [...item.guards, ...entered.guards].slice(-16), swallowed: item.swallowed || entered.swallowed });
    }
  }
  return { effects: [...out.values()], units };
}

interface ReachedEffects {
  readonly effects: readonly LiftedEffect[];
  readonly units: ReadonlySet<UnitRef>;
}

/**
 * Jobs of a module body: what it does through one function of its own file is that function's job; functions whose values flow into one another,
 * or into the body, are one job, named by the function if it is the only one.
 */
function moduleGroups(world: World, frame: Frame, starters: ReadonlySet<UnitRef>): readonly Group[] {
  if (frame.file.facts.language === "notebook") return [{ job: moduleJob(frame), ...effectsFrom(world, [{ frame, calls: [], guards: [], swallowed: false }], null) }];
  const groups = new Map<string, { root: Frame | null; starts: Reached[] }>();
  for (const entered of frame.entered.values()) {
    const next = world.round.frames.get(entered.frame);
    if (!next || world.round.notes.started.has(next.ref)) continue;
    // The body of a class runs where it stands: it is part of the module's body.
    const own = next.file === frame.file && next.unit.kind !== "class";
    const name = own ? next.unit.path : "";
    const group = groups.get(name) ?? { root: own ? next : null, starts: [] };
    groups.set(name, group);
    group.starts.push({ frame: next, calls: [{ at: entered.at, via: next.unit.path }], guards: entered.guards, swallowed: entered.swallowed });
  }
  const body: LiftedEffect[] = [...frame.effects.values()].map((raw) => ({ raw, calls: [], guards: raw.guards, swallowed: raw.swallowed }));
  const parts: Part[] = [...groups.values()].map((group) => ({ root: group.root, ...effectsFrom(world, group.starts, null) }));
  const works = (part: Part): boolean => part.effects.length > 0 || [...part.units].some((unit) => starters.has(unit));
  const functions = parts.filter((part) => part.root !== null && works(part));
  const others = parts.filter((part) => part.root === null || !works(part));
  const rest: ReachedEffects = { effects: [...body, ...others.flatMap((part) => part.effects)], units: union([new Set([frame.ref]), ...others.map((part) => part.units)]) };
  const [only, second] = functions;
  if (!only?.root || second) return mergeFlowing(frame, functions, rest);
  if (rest.effects.length === 0 || flowsBetween(rest.effects, only.effects)) return [{ job: unitJob(only.root), effects: [...only.effects, ...rest.effects], units: union([only.units, rest.units]) }];
  return [{ job: unitJob(only.root), effects: only.effects, units: only.units }, { job: moduleJob(frame), ...rest }];
}

interface Part extends ReachedEffects { readonly root: Frame | null }
interface Group extends ReachedEffects { readonly job: Job }

function union<T>(sets: readonly ReadonlySet<T>[]): ReadonlySet<T> {
  return new Set(sets.flatMap((set) => [...set]));
}

/** Does a value of one set of effects reach the other? */
function flowsBetween(a: readonly LiftedEffect[], b: readonly LiftedEffect[]): boolean {
  const reaches = (from: readonly LiftedEffect[], to: readonly LiftedEffect[]): boolean => {
    const sources = new Set(from.map((effect) => effect.raw.source));
    return to.some((effect) => effect.raw.data.items.some((item) => sources.has(item >> 2)));
  };
  return reaches(a, b) || reaches(b, a);
}

function mergeFlowing(frame: Frame, functions: readonly Part[], rest: ReachedEffects): readonly Group[] {
  const effects: LiftedEffect[] = [...rest.effects];
  const units = new Set(rest.units);
  let apart = [...functions];
  for (let again = true; again; ) {
    const near = apart.find((part) => apart.some((other) => other !== part && flowsBetween(part.effects, other.effects)) || flowsBetween(part.effects, effects));
    again = near !== undefined;
    if (!near) break;
    effects.push(...near.effects);
    for (const unit of near.units) units.add(unit);
    apart = apart.filter((other) => other !== near);
  }
  const out = apart.flatMap((part): Group[] => (part.root ? [{ job: unitJob(part.root), effects: part.effects, units: part.units }] : []));
  return [...out, { job: moduleJob(frame), effects, units }];
}
