import type { NodeKind } from "../../facts/vocabulary.js";
import { hasHole, type HoleTable } from "./pattern.js";
import { normalSegments } from "./path-parts.js";
import { countKnown, isKnown, type Spelled } from "./spelled.js";

/** Attributes of a selector: a version (`3`, `v3`) or an alias (`champion`, `Production`, `latest`). One model is one identity over its versions. */
export function selectorAttributes(selector: string | undefined): Readonly<Record<string, string>> {
  if (!selector || hasHole(selector)) return {};
  return /^v?\d+(?:\.\d+)*$/.test(selector) ? { version: selector } : { alias: selector };
}

/** Splits `name:selector` and `name@selector` at the last separator after the last slash. */
function splitSelector(text: string): [string, string | undefined] {
  const found = /^(.*?[^/:@])[:@]([^/:@]*)$/s.exec(text);
  return found ? [found[1] ?? text, found[2]] : [text, undefined];
}

/** `models:/N/3`, `models:/N@champion`, `runs:/ID/model`; null for other texts. */
export function spellMlflowUri(text: string, table: HoleTable): Spelled | null {
  const found = /^(models|runs|mlflow-artifacts):\/*(.*)$/s.exec(text.trim());
  if (!found) return null;
  const segments = normalSegments(found[2] ?? "", table);
  if (found[1] === "runs") return spellRunArtifact(segments[0] ?? "", segments.slice(1).join("/"), table);
  if (found[1] === "mlflow-artifacts") return registered("mlflow", `artifacts/${segments.join("/")}`, countKnown(segments), {}, "artifact");
  const [name, selector] = splitSelector(segments[0] ?? "");
  return isKnown(name) ? registered("mlflow", name, 1, selectorAttributes(selector ?? segments[1]), "model") : null;
}

/** What a run of a tracker holds: the run's own id is an identity, so that the logging and the loading side of one job meet. */
export function spellRunArtifact(run: string, path: string, table: HoleTable): Spelled | null {
  const segments = normalSegments(path, table);
  if (countKnown(segments) === 0) return null;
  const id = run === "" || hasHole(run) ? table.add({ kind: "identity", name: "" }) : run;
  return registered("mlflow", `runs/${[id, ...segments].join("/")}`, countKnown(segments), {}, "artifact");
}

/** `azureml:name:1`, `azureml:name@latest`, `azureml://datastores/d/paths/p`, `azureml://registries/r/models/n/versions/1`; null for other texts. */
export function spellAzureUri(text: string, kind: NodeKind, table: HoleTable): Spelled | null {
  const found = /^azureml:(.*)$/s.exec(text.trim());
  if (!found) return null;
  const rest = found[1] ?? "";
  if (!rest.startsWith("//")) return spellAzureAsset(rest, kind);
  const segments = normalSegments(rest, table);
  const store = segments.indexOf("datastores");
  if (store >= 0) {
    const [datastore = "", , ...path] = segments.slice(store + 1);
    const place = [datastore, ...path];
    return countKnown(place) === 0 ? null : registered("azureml", place.join("/"), countKnown(place), {}, "object");
  }
  const group = segments.findIndex((it) => it === "models" || it === "data" || it === "components" || it === "environments");
  const name = segments[group + 1];
  if (group < 0 || name === undefined) return null;
  const version = segments[group + 2] === "versions" || segments[group + 2] === "labels" ? segments[group + 3] : undefined;
  return isKnown(name) ? registered(
    "azureml", `${segments[group] ?? ""}/${name}`, 1, selectorAttributes(version), segments[group] === "models" ? "model" : "dataset",
  ) : null;
}

function spellAzureAsset(text: string, kind: NodeKind): Spelled | null {
  const plain = text.replace(/^(?:models|data)\//, "").replace(/\/+$/, "");
  const [name, selector] = splitSelector(plain);
  if (!isKnown(name)) return null;
  const isModel = text.startsWith("models/") || kind === "model";
  return registered("azureml", `${isModel ? "models" : "data"}/${name}`, 1, selectorAttributes(selector), isModel ? "model" : "dataset");
}

/** Parts that qualify a registry name. */
export interface RegistryParts {
  readonly name: string;
  readonly entity?: string;
  readonly project?: string;
  readonly version?: string;
}

/** A name in a registry or tracker: `mlflow:ranker`, `wandb:entity/project/a`, `azureml:models/n`, `hopsworks:view`. */
export function spellRegistered(platform: string, parts: RegistryParts, kind: NodeKind): Spelled | null {
  const text = parts.name.trim().replace(/^wandb-artifact:\/\//, "");
  if (platform === "azureml" || platform.startsWith("azureml:")) {
    const group = platform.slice("azureml:".length);
    return spellAzureAsset(
      group === "" ? text.replace(/^azureml:/, "") : `${group}/${text.replace(/^azureml:/, "")}`, group === "models" ? "model" : kind,
    );
  }
  const [name, selector] = splitSelector(text);
  const qualified = [...(name.includes("/") ? [] : [parts.entity, parts.project]), name].filter((it): it is string => it !== undefined && it !== "");
  const segments = qualified.flatMap((it) => it.split("/")).filter((it) => it !== "");
  if (!isKnown(name.slice(name.lastIndexOf("/") + 1)) && countKnown(segments) < 1) return null;
  const [scheme = platform, group] = platform.split(":");
  const path = group ? [group, ...segments] : segments;
  return registered(
    scheme, path.join("/"), countKnown(segments), { ...selectorAttributes(selector), ...selectorAttributes(parts.version) },
    kind === "model" ? "model" : "artifact",
  );
}

/** A repository of a hub: `hf:org/name`, `hf:datasets/org/name`; also `hf://datasets/org/name/file`. */
export function spellHub(text: string, isDataset: boolean, version: string | undefined, table: HoleTable): Spelled | null {
  const uri = /^hf:\/\/(.*)$/s.exec(text.trim());
  const segments = normalSegments(uri ? (uri[1] ?? "") : text, table);
  const group = segments[0] === "datasets" || segments[0] === "spaces" ? segments[0] : isDataset ? "datasets" : "";
  const own = segments[0] === group && group !== "" ? segments.slice(1) : segments;
  const [owner = "", repository = ""] = own;
  const [last, selector] = splitSelector(repository === "" ? owner : repository);
  const name = repository === "" ? [last] : [owner, last];
  if (countKnown(name) === 0) return null;
  const path = group === "" ? name : [group, ...name];
  const attributes = { ...selectorAttributes(selector), ...selectorAttributes(version) };
  return { ...registered("hf", path.join("/"), countKnown(name), attributes, group === "datasets" ? "dataset" : "model"), folds: false };
}

function registered(scheme: string, path: string, known: number, attributes: Readonly<Record<string, string>>, place: NodeKind): Spelled {
  return { id: `${scheme}:${path}`, name: path, place, known, folds: false, attributes };
}
