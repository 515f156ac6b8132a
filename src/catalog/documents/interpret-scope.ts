import type { DocumentObservation, NameForm } from "../../facts/observation.js";
import type { ValueId } from "../../facts/value.js";
import type { ActorModel, DocumentModel, FactModel, RunModel, ScheduleModel, ScopeModel, TestsModel } from "./document-model.js";
import type { DocumentNode } from "./document-tree.js";
import { readVariables, type Variable } from "./environment.js";
import { expansions } from "./expansions.js";
import { evaluate, evaluateText, type Place } from "./expression.js";
import { matchesGlob } from "./file-glob.js";
import { matchKeyPath, type Match } from "./key-path.js";
import { renderValue, shellWord } from "./render.js";

type Actor = NonNullable<DocumentObservation["actor"]>;
type Key = string | number;

/** What a scope gets from the scopes around it. */
interface Surroundings {
  readonly place: Place;
  readonly path: readonly Key[];
  readonly actor: Actor | null;
  readonly directory: ValueId | string | undefined;
  readonly environment: readonly Variable[];
}

/** Reads one document with one model: first what the root says, then the scopes inside, in document order. */
export function* interpretScopes(model: DocumentModel, root: DocumentNode, place: Place): Generator<DocumentObservation> {
  const start = model.start === "repository" ? evaluateText("@root", place) : model.start === "document" ? "." : undefined;
  yield* readScope(model, model, { place: { ...place, scopes: [root], start }, path: [], actor: null, directory: start, environment: [] }, "");
}

function* readScope(scope: ScopeModel, model: DocumentModel, outer: Surroundings, suffix: string): Generator<DocumentObservation> {
  const { place, path } = outer;
  const { node } = place;
  const actor = scope.actor ? actorOf(scope.actor, place, suffix) : outer.actor;
  const own = (scope.environment ?? []).flatMap((keyPath) => readVariables(node, keyPath, place.facts));
  const directory = directoryOf(scope.directory, place, outer.directory);
  const confidence = model.confidence ?? "certain";
  const shared = { confidence, ...(directory !== undefined && { directory }) };
  if (actor && outer.actor && actor !== outer.actor && outer.actor.kind === "pipeline") {
    yield { kind: "document", at: node.keyAt, act: "contains", actor: outer.actor, resource: actor, via: via(path), confidence };
  }
  for (const variable of own) {
    const { name, value } = variable;
    yield { kind: "document", at: variable.at, act: "declares", ...(actor && { actor }), resource: { kind: "setting", form: "setting", platform: "environment", name }, environment: [{ name, value }], via: via([...path, ...variable.path]), confidence };
  }
  // An inner variable hides the outer one of its name.
  const environment = [...new Map([...outer.environment, ...own].map((variable) => [variable.name, variable])).values()];
  if (actor) yield* schedules(scope.schedules ?? [], actor, place, path, confidence);
  if (actor) yield* predecessors(scope.after ?? [], scope, actor, place, path, confidence);
  for (const run of scope.runs ?? []) yield* commands(run, actor, environment, place, path, shared);
  for (const fact of scope.does ?? []) yield* facts(fact, actor, place, path, shared);
  for (const inner of scope.scopes ?? []) {
    for (const match of matchesOf(inner.at, node)) {
      if (!holds(inner.when, { ...place, node: match.node })) continue;
      for (const { node: expanded, suffix: name, substitutions } of expansions(inner.expand, match.node, place)) {
        const next: Place = { ...place, node: expanded, scopes: [...place.scopes, match.node], substitutions };
        yield* readScope(inner, model, { place: next, path: [...path, ...match.path], actor, directory, environment }, name);
      }
    }
  }
}

/** Do all tests on a node's keys hold? */
export function holds(tests: TestsModel | undefined, place: Place): boolean {
  return Object.entries(tests ?? {}).every(([keyPath, wanted]) => {
    const found = keyPath === "@value" ? [{ node: place.node }] : keyPath === "@key" ? [] : keyPath.split("|").flatMap((one) => matchKeyPath(place.node, one));
    if (typeof wanted === "boolean") return (keyPath === "@value" ? place.node.value !== undefined : found.length > 0) === wanted;
    const globs = typeof wanted === "string" ? [wanted] : wanted;
    const texts = keyPath === "@key" ? [String(place.node.key)] : found.map(({ node }) => evaluateText("@value", { ...place, node }));
    // `!x` holds where no text matches x.
    return globs[0]?.startsWith("!") ? !texts.some((text) => text !== undefined && globs.some((glob) => matchesGlob(text, glob.slice(1)))) : texts.some((text) => text !== undefined && globs.some((glob) => matchesGlob(text, glob)));
  });
}

function actorOf(model: ActorModel, place: Place, suffix: string): Actor | null {
  const name = evaluate(model.name, place);
  if (name === undefined) return null;
  const scope = place.scopes[place.scopes.length - 1] ?? place.node;
  const actor: Actor = { kind: model.kind, form: "step", ...(model.platform && { platform: model.platform }), name, at: scope.keyAt };
  return suffix ? { ...actor, name: `${nameText(actor, place)}${suffix}` } : actor;
}

/** A directory of an inner scope starts at the outer one; names that stand for the start folder are the start folder. */
function directoryOf(expressions: ScopeModel["directory"], place: Place, outer: ValueId | string | undefined): ValueId | string | undefined {
  if (expressions === "@start") return place.start;
  const found = expressions === undefined ? undefined : evaluateText(expressions, place);
  if (found === undefined) return outer;
  const base = typeof outer === "number" ? renderValue(place.facts, outer, place.substitutions) : outer;
  const start = /^(?:\$\{(?:GITHUB_WORKSPACE|CI_PROJECT_DIR|BUILD_SOURCESDIRECTORY|SYSTEM_DEFAULTWORKINGDIRECTORY|CODEBUILD_SRC_DIR)\}|\{(?:github\.workspace|Build\.SourcesDirectory)\})(?:\/|$)/;
  const text = found.replace(start, "");
  if (text.startsWith("/") || !base || base === ".") return text || base || ".";
  return text === "" || text === "." ? base : `${base}/${text}`;
}

function* schedules(models: readonly ScheduleModel[], actor: Actor, place: Place, path: readonly Key[], confidence: DocumentObservation["confidence"]): Generator<DocumentObservation> {
  const used = new Map<string, number>();
  for (const model of models) {
    for (const match of matchesOf(model.at, place.node)) {
      const there = { ...place, node: match.node };
      if (!holds(model.when, there)) continue;
      const cron = model.cron === undefined ? undefined : evaluateText(model.cron, there);
      const event = model.event === undefined ? undefined : evaluateText(model.event, there);
      if (cron === undefined && event === undefined) continue;
      const given = (model.name === undefined ? undefined : evaluateText(model.name, there)) ?? event ?? "schedule";
      // A document may schedule many jobs and pipelines, but is itself one pipeline at most.
      const base = actor.kind === "pipeline" && place.scopes.length === 1 ? given : `${nameText(actor, place)}.${given}`;
      // Two times are two schedules; one event with several filters is one.
      const count = cron === undefined ? 1 : (used.get(base) ?? 0) + 1;
      used.set(base, count);
      const name = count > 1 ? `${base}-${count}` : base;
      const { at, keyAt } = match.node;
      yield {
        kind: "document", at: match.node.kind === "scalar" ? at : keyAt, act: "schedules", actor: { kind: "schedule", form: "cron", name, at: match.node.kind === "scalar" ? at : keyAt },
        resource: actor, attributes: { ...(cron !== undefined && { cron }), ...(event !== undefined && { event }) }, via: via([...path, ...match.path]), confidence,
      };
    }
  }
}

function nameText({ name }: Actor, { facts, substitutions }: Place): string {
  return typeof name === "number" ? renderValue(facts, name, substitutions) : name;
}

/** Steps that run before: order only. */
function* predecessors(keyPaths: readonly string[], scope: ScopeModel, actor: Actor, place: Place, path: readonly Key[], confidence: DocumentObservation["confidence"]): Generator<DocumentObservation> {
  for (const match of keyPaths.flatMap((keyPath) => matchKeyPath(place.node, keyPath))) {
    const name = evaluate(["@value", "@key"], { ...place, node: match.node });
    if (name === undefined || !scope.actor) continue;
    const { at } = match.node;
    yield { kind: "document", at, act: "precedes", actor: { kind: scope.actor.kind, form: "step", ...(scope.actor.platform && { platform: scope.actor.platform }), name, at }, resource: actor, via: via([...path, ...match.path]), confidence };
  }
}

type Shared = Pick<DocumentObservation, "confidence" | "directory">;

/** A command: one leaf of shell text, or several key paths whose words come one after the other. */
function* commands(run: RunModel, actor: Actor | null, variables: readonly Variable[], place: Place, path: readonly Key[], shared: Shared): Generator<DocumentObservation> {
  const environment = variables.map(({ name, value }) => ({ name, value }));
  const keyPaths = typeof run === "string" ? [run] : [run.words].flat();
  if (typeof run !== "string" && !holds(run.when, place)) return;
  const program = keyPaths[0]?.startsWith("=") ? keyPaths[0].slice(1) : "";
  const [each = [], ...more] = keyPaths.slice(program ? 1 : 0).map((keyPath) => matchKeyPath(place.node, keyPath));
  const rest = more.flatMap((found) => found.slice(0, 1));
  const groups = rest.length ? each.slice(0, 1).map((match) => [match, ...rest]) : each.map((match) => [match]);
  for (const group of groups) {
    const [first] = group;
    const name = first && commandText(program, group, place);
    if (!first || name === undefined || name === "") continue;
    yield {
      kind: "document", at: first.node.at, act: "runs", ...(actor && { actor }), resource: { kind: "job", form: "command", name }, ...(environment.length && { environment }), ...shared,
      via: via([...path, ...first.path]),
    };
  }
}

function commandText(program: string, group: readonly Match[], place: Place): ValueId | string | undefined {
  const [first, second] = group;
  if (first && !second && !program && first.node.kind === "scalar") return evaluate("@value", { ...place, node: first.node });
  const words = group.flatMap(({ node }) => {
    if (node.kind === "scalar") return evaluateText("@value", { ...place, node }) ?? [];
    return [...node.children.values()].flatMap((child) => (child.value === undefined ? [] : shellWord(renderValue(place.facts, child.value, place.substitutions))));
  });
  return [...(program ? [program] : []), ...words].join(" ");
}

function* facts(model: FactModel, actor: Actor | null, place: Place, path: readonly Key[], shared: Shared): Generator<DocumentObservation> {
  const by = model.actor === undefined ? actor : null;
  for (const match of matchesOf(model.at, place.node)) {
    const there = { ...place, node: match.node };
    if (!holds(model.when, there)) continue;
    const name = evaluate(model.name ?? "@value", there);
    if (name === undefined || name === "") continue;
    const acting = model.actor === undefined || model.actor === "none" ? by : actorOf(model.actor, there, "");
    const platform = model.platform === undefined ? undefined : evaluateText(model.platform, there);
    const attributes = Object.entries(model.attributes ?? {}).flatMap(([key, expression]) => {
      const text = evaluateText(expression, there);
      return text === undefined ? [] : [[key, text] as const];
    });
    const parts = Object.entries(model.parts ?? {}).flatMap(([part, expression]) => {
      const value = evaluate(expression, there);
      return value === undefined ? [] : [[part, value] as const];
    });
    const directory = directoryOf(model.directory, there, shared.directory);
    const keyed = model.name === "@key" || match.node.kind !== "scalar";
    const at = keyed ? match.node.keyAt : match.node.at;
    yield {
      kind: "document", at, act: model.act, ...(acting && { actor: acting }),
      resource: { kind: model.kind, form: model.form as NameForm, ...(platform !== undefined && { platform }), name, ...(model.role && { role: model.role }), ...(parts.length && { parts: Object.fromEntries(parts) }) }, // the schema of the file checks the form
      ...(directory !== undefined && { directory }), ...(attributes.length && { attributes: Object.fromEntries(attributes) }), via: via([...path, ...match.path]), confidence: model.confidence ?? shared.confidence,
    };
  }
}

function matchesOf(keyPaths: string | readonly string[] | undefined, node: DocumentNode): readonly Match[] {
  if (keyPaths === undefined) return [{ node, taken: [], path: [] }];
  return (typeof keyPaths === "string" ? [keyPaths] : keyPaths).flatMap((keyPath) => matchKeyPath(node, keyPath));
}

function via(path: readonly Key[]): string {
  return path.length ? path.join(".") : "document";
}
