import { compareLocations, compareText } from "../../facts/location.js";
import type { Job } from "../effect.js";
import type { LinkInput } from "../input.js";
import { fileRoles } from "../roles.js";
import { projectScopes } from "../scopes.js";
import { DocumentTrees } from "./documents.js";
import { enterUnit, keyOf, startFrame, takeOver } from "./enter.js";
import { EnvironmentTable } from "./environment.js";
import { flagFacts, flagNames } from "./flags.js";
import { Heap } from "./heap.js";
import { jobEffects } from "./job-effects.js";
import { Lattice } from "./lattice.js";
import { discoverLaunches, readEntryPoints } from "./launch-discovery.js";
import { LaunchTable } from "./launches.js";
import { liftEffects, type LiftedJob } from "./lift.js";
import { indexModules } from "./modules.js";
import { OptionTable } from "./options.js";
import { conversions, packageUses } from "./package-uses.js";
import { optionValue } from "./process-values.js";
import type { Launch, ProjectEffects } from "./project-effects.js";
import { indexFile, placeIn, type ProjectFile } from "./project-file.js";
import { runRounds } from "./rounds.js";
import type { SpellResource } from "./spell.js";
import { ancestorsOf } from "./types.js";
import { freshRound, type UnitPlace, type World } from "./world.js";

/** Interprets all files abstractly: what each job reads, writes, trains and predicts, under which names, and what flows into what. */
export function interpretProject(input: LinkInput, names: SpellResource): ProjectEffects {
  const world = makeWorld(input, names);
  discoverLaunches(world);
  const { roots, rounds } = runRounds(world);
  
  const lifted = liftEffects(world, roots);
  const { effects, numberOf } = jobEffects(world, lifted, flagNames(world));
  const launches = launchesOf(world, lifted);
  const used = new Set<string>([...effects.map((effect) => effect.job.id), ...launches.map((launch) => launch.job)]);
  const jobs = allJobs(world, lifted).filter((job) => used.has(job.id));
  const { round } = world;
  return {
    effects, jobs, launches,
    unresolved: [...round.notes.unresolved.values()].sort((a, b) => compareText(a.path, b.path) || a.line - b.line || a.column - b.column || compareText(a.act, b.act) || compareText(a.via, b.via)),
    flags: flagFacts(world, input.settings.flags),
    packageUses: packageUses(world),
    conversions: conversions(world),
    limits: [...round.notes.limits].flatMap((key) => (numberOf.get(key) ?? []).map((effect) => ({ effect, at: round.effects.get(key)?.at ?? NOWHERE }))).sort((a, b) => a.effect - b.effect || compareLocations(a.at, b.at)),
    stats: { calls: world.files.reduce((sum, file) => sum + file.facts.calls.length, 0), resolved: round.notes.resolved.size,
      templates: [...round.notes.templates].filter((site) => !round.notes.resolved.has(site)).length, unresolved: round.notes.unresolved.size, frames: round.total, rounds },
  };
}

const NOWHERE = { path: "", line: 1, column: 1, endLine: 1, endColumn: 1 };

function makeWorld(input: LinkInput, spell: SpellResource): World {
  const scopes = projectScopes(input.tree, input.roots);
  const roleOf = fileRoles(input.tree, input.settings.roles, input.roots);
  const files: ProjectFile[] = [];
  const units: UnitPlace[] = [];
  for (const file of [...input.files].sort((a, b) => compareText(a.path, b.path))) {
    const indexed = indexFile(file, files.length, units.length, scopes.of(file.path), roleOf(file.path));
    files.push(indexed);
    for (const unit of file.facts.units) units.push({ file: indexed, unit });
  }
  const known = new Set(input.knowledge.packages.flatMap((item) => item.modules.map((module) => module.split(".")[0] ?? module)));
  const modules = indexModules(files, (name) => known.has(name));
  const lattice = new Lattice();
  const heap = new Heap(lattice);
  const environment = new EnvironmentTable(files);
  const launches = new LaunchTable((script) => heap.touch(`launch ${script}`));
  const entryPoints = readEntryPoints(files, (name, from) => {
    const target = modules.absolute(name, from);
    return target?.kind === "file" ? target.file : null;
  });
  const world: World = {
    input, knowledge: input.knowledge, spell, files, units, lattice, heap, modules, environment, launches, entryPoints,
    documents: new DocumentTrees(files, lattice, (name, file) => environment.texts(name, file)),
    options: new OptionTable(heap),
    frameKeys: new Map(),
    moduleJobs: new Set(),
    jobsOfUnit: new Map(),
    dullness: new Map(),
    touching: new Set(),
    round: freshRound(units.length),
    launched: (file) => {
      heap.read(`launch ${file}`);
      return launches.of(file).length > 0;
    },
    enter: (fn, args, site) => enterUnit(world, fn, args, site),
    runBody: (ref, around) => {
      const place = units[ref];
      if (!place || world.round.bodies.has(ref)) return;
      const key = keyOf(world, ref, [], around);
      const frame = takeOver(world, key) ?? startFrame(world, place.file, place.unit, ref, key, [], around);
      around.entered.set(`body ${ref}`, { call: -1, at: placeIn(place.file, place.unit.at), guards: [], swallowed: false, frame: frame.key });
    },
    extends: (type, ancestor) => ancestorsOf(world, type).includes(ancestor),
    optionOf: (thing, name) => optionValue(world, thing, name),
  };
  return world;
}

function allJobs(world: World, lifted: readonly LiftedJob[]): readonly Job[] {
  const jobs = new Map(lifted.map(({ job }) => [job.id, job]));
  for (const launch of world.launches.all()) {
    const job = startedJob(world, launch.script, launch.entry, jobs);
    if (job) jobs.set(job.id, job);
  }
  return [...jobs.values()].sort((a, b) => compareText(a.id, b.id));
}

/** The job of a started script: the function that holds its work, else its module. */
function startedJob(world: World, script: number, entry: string | null, jobs: ReadonlyMap<string, Job>): Job | null {
  const file = world.files[script];
  if (!file) return null;
  if (entry !== null) {
    const unit = file.facts.units.find((item) => item.path === entry);
    if (unit) return jobs.get(`job:${file.path}#${entry}`) ?? { id: `job:${file.path}#${entry}`, kind: "job", name: entry, path: file.path, at: placeIn(file, unit.at) };
  }
  const own = [...jobs.values()].filter((job) => job.path === file.path);
  const main = own.find((job) => job.id.endsWith("#<module>")) ?? (own.length === 1 ? own[0] : own.find((job) => job.id.endsWith("#main")));
  if (main) return main;
  const unit = file.facts.units[0];
  return unit ? { id: `job:${file.path}#<module>`, kind: file.facts.language === "notebook" ? "notebook" : "job", name: file.path, path: file.path, at: placeIn(file, unit.at) } : null;
}

function launchesOf(world: World, lifted: readonly LiftedJob[]): readonly Launch[] {
  const jobs = new Map(lifted.map(({ job }) => [job.id, job]));
  const out: Launch[] = [];
  for (const launch of world.launches.all()) {
    const job = startedJob(world, launch.script, launch.entry, jobs);
    if (!job) continue;
    const file = world.files[launch.script];
    // A script whose functions are jobs of their own starts all of them; one whose body does nothing is entered through its functions (`init`, `run`).
    const own = launch.entry === null && file ? lifted.filter((item) => item.job.path === file.path && item.effects.length > 0) : [];
    const body = own.filter((item) => world.moduleJobs.has(item.job.id));
    const all = (body.length > 0 ? body : own).map((item) => item.job);
    const starters = launch.starter === null ? [null] : [...(world.jobsOfUnit.get(launch.starter) ?? [])].sort();
    for (const starter of starters) for (const one of all.length > 0 ? all : [job]) out.push({ path: launch.path, observation: launch.observation, starter, job: one.id, at: launch.at, via: launch.via, confidence: launch.confidence });
  }
  return out.sort((a, b) => compareText(a.path, b.path) || compareLocations(a.at, b.at) || compareText(a.job, b.job));
}
