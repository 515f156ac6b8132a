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
  const jobs = new Map<string, { job: Job; effects: Map<string, LiftedEffect> }>();
  const add = (job: Job, effects: readonly LiftedEffect[]): void => {
    const known = jobs.get(job.id) ?? { job, effects: new Map() };
    jobs.set(job.id, known);
    for (const effect of effects) if (!known.effects.has(effect.raw.key)) known.effects.set(effect.raw.key, effect);
  };
  for (const root of roots) {
    if (root.kind === "module") {
      for (const group of moduleGroups(world, root.frame)) {
        world.moduleJobs.add(group.job.id);
        add(group.job, group.effects);
      }
    } else add(unitJob(root.frame), effectsFrom(world, [{ frame: root.frame, calls: [], guards: [], swallowed: false }], root.frame.ref));
  }
  for (const [ref, frames] of startedFrames(world)) {
    for (const frame of frames) add(unitJob(frame), effectsFrom(world, [{ frame, calls: [], guards: [], swallowed: false }], ref));
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
function effectsFrom(world: World, start: readonly Reached[], own: UnitRef | null): readonly LiftedEffect[] {
  const seen = new Set<FrameKey>(start.map((item) => item.frame.key));
  const queue: Reached[] = [...start];
  const out = new Map<string, LiftedEffect>();
  // The queue grows while it is walked: breadth first, so that each frame is reached by a shortest chain.
  for (let i = 0; i < queue.length; i++) {
    const item = queue[i];
    if (!item) continue;
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
  return [...out.values()];
}

/**
 * Jobs of a module body: what it does through one function of its own file is that function's job; functions whose values flow into one another,
 * or into the body, are one job, named by the function if it is the only one.
 */
function moduleGroups(world: World, frame: Frame): readonly { readonly job: Job; readonly effects: readonly LiftedEffect[] }[] {
  const whole = (effects: readonly LiftedEffect[]) => [{ job: moduleJob(frame), effects }];
  if (frame.file.facts.language === "notebook") return whole(effectsFrom(world, [{ frame, calls: [], guards: [], swallowed: false }], null));
  const groups = new Map<string, { root: Frame | null; starts: Reached[] }>();
  for (const entered of frame.entered.values()) {
    const next = world.round.frames.get(entered.frame);
    if (!next || world.round.notes.started.has(next.ref)) continue;
    const own = next.file === frame.file;
    const name = own ? next.unit.path : "";
    const group = groups.get(name) ?? { root: own ? next : null, starts: [] };
    groups.set(name, group);
    group.starts.push({ frame: next, calls: [{ at: entered.at, via: next.unit.path }], guards: entered.guards, swallowed: entered.swallowed });
  }
  const body: LiftedEffect[] = [...frame.effects.values()].map((raw) => ({ raw, calls: [], guards: raw.guards, swallowed: raw.swallowed }));
  const parts = [...groups].map(([name, group]) => ({ name, root: group.root, effects: effectsFrom(world, group.starts, null) })).filter((part) => part.effects.length > 0);
  const functions = parts.filter((part) => part.root !== null);
  const rest = [...body, ...parts.filter((part) => part.root === null).flatMap((part) => part.effects)];
  const [only, ...others] = functions;
  if (only?.root && others.length === 0) {
    const joined = flowsBetween(rest, only.effects);
    if (joined || rest.length === 0) return [{ job: unitJob(only.root), effects: joined ? [...only.effects, ...rest] : only.effects }];
    return [{ job: unitJob(only.root), effects: only.effects }, ...whole(rest)];
  }
  return mergeFlowing(frame, functions, rest);
}

/** Does a value of one set of effects reach the other? */
function flowsBetween(a: readonly LiftedEffect[], b: readonly LiftedEffect[]): boolean {
  const reaches = (from: readonly LiftedEffect[], to: readonly LiftedEffect[]): boolean => {
    const sources = new Set(from.map((effect) => effect.raw.source));
    return to.some((effect) => effect.raw.data.items.some((item) => sources.has(item >> 2)));
  };
  return reaches(a, b) || reaches(b, a);
}

function mergeFlowing(frame: Frame, functions: readonly { readonly name: string; readonly root: Frame | null; readonly effects: readonly LiftedEffect[] }[], rest: readonly LiftedEffect[]): readonly { readonly job: Job; readonly effects: readonly LiftedEffect[] }[] {
  const module: LiftedEffect[] = [...rest];
  let apart = [...functions];
  for (let again = true; again; ) {
    again = false;
    for (const part of apart) {
      const near = apart.some((other) => other !== part && flowsBetween(part.effects, other.effects)) || flowsBetween(part.effects, module);
      if (!near) continue;
      module.push(...part.effects);
      apart = apart.filter((other) => other !== part);
      again = true;
      break;
    }
  }
  const out = apart.flatMap((part) => (part.root ? [{ job: unitJob(part.root), effects: part.effects }] : []));
  return module.length > 0 ? [...out, { job: moduleJob(frame), effects: module }] : out;
}
