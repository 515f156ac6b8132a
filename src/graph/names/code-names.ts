import type { NameForm } from "../../facts/observation.js";
import type { NodeKind } from "../../facts/vocabulary.js";
import type { SpellContext } from "../flow/spell.js";
import { isKnown, type Spelled } from "./spelled.js";

/** Names of things that are no places of data: flags, settings, schedules, pipelines, steps, packages, owners, consumers, features, experiments, metrics. Null for other forms. */
export function spellCodeName(
  form: NameForm, platform: string | undefined, kind: NodeKind, parts: Readonly<Record<string, string>>, context: SpellContext,
): Spelled | null {
  const name = (parts["name"] ?? "").trim();
  if (name === "" || !(isKnown(name) || form === "route")) return null;
  const plain = (id: string): Spelled => ({ id, name, known: 1, folds: false });
  switch (form) {
    case "flag": return plain(`flag:${platform ?? "flag"}:${parts["scope"] ?? context.path}#${name}`);
    case "setting": return plain(`setting:${parts["path"] ?? context.path}#${name}`);
    case "cron": return plain(`schedule:${context.path}#${name}`);
    case "package": return plain(`package:${platform ?? "pypi"}:${packageName(platform, name)}`);
    case "owner": return plain(`owner:${name}`);
    case "consumer": return plain(`consumer:${name}`);
    case "feature": return plain(`feature:${parts["view"] ?? context.path}/${name}`);
    case "experiment": return plain(`experiment:${platform ?? "experiment"}:${name}`);
    case "metric": return plain(`${platform ?? "metrics"}:metrics/${name}`);
    case "step": return plain(stepId(platform, kind, name, context));
    case "memory": return { id: `memory:${name}`, name, place: "dataset", known: 1, folds: false };
    case "builtin-dataset": return { id: `${builtinPackage(platform)}:${name}`, name, place: "dataset", known: 1, folds: false };
    default: return null;
  }
}

function stepId(platform: string | undefined, kind: NodeKind, name: string, context: SpellContext): string {
  if (kind === "pipeline") return `pipeline:${platform ?? "pipeline"}:${name}`;
  if (kind === "schedule" || kind === "service" || kind === "function") return `${kind}:${context.path}#${name}`;
  return `job:${context.path}#${name}`;
}

function builtinPackage(platform: string | undefined): string {
  if (!platform) return "builtin.datasets";
  return /(?:^|[._])datasets$/.test(platform) ? platform : `${platform}.datasets`;
}

/** PyPI treats `-`, `_` and `.` alike. */
function packageName(ecosystem: string | undefined, name: string): string {
  return ecosystem === undefined || ecosystem === "pypi" ? name.toLowerCase().replace(/[-_.]+/g, "-") : name;
}

const ANY_METHOD = "ANY";

/** A served route, or a call of a route of the same origin: `http:POST /predict`. Parameters of the path are part of the route, not unknown. */
export function spellRoute(method: string | undefined, path: string): Spelled {
  const plain = path.trim().replace(/<(?:\w+:)?(\w+)>/g, "{$1}").replace(/(^|\/):(\w+)/g, "$1{$2}").replace(/\?.*$/s, "");
  const route = `/${plain.split("/").filter((it) => it !== "").join("/")}`;
  const verb = (method ?? ANY_METHOD).trim().toUpperCase() || ANY_METHOD;
  return { id: `http:${verb} ${route}`, name: `${verb} ${route}`, known: 1, folds: false };
}
