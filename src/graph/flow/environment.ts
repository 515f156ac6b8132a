import { locate } from "../../facts/location.js";
import type { Provenance, Text } from "../text.js";
import { configTexts } from "./config-text.js";
import type { ProjectFile } from "./project-file.js";
import { boundTexts } from "./text-algebra.js";

/** Value that some document gives to an environment variable. */
interface Binding {
  readonly file: ProjectFile;
  readonly texts: readonly Text[];
}

/** Environment variables that compose files, images, CI and `.env` files set. */
export class EnvironmentTable {
  private readonly bindings = new Map<string, Binding[]>();

  constructor(files: readonly ProjectFile[]) {
    for (const file of files) {
      for (const { observation } of file.documents) {
        for (const variable of observation.environment ?? []) this.add(file, variable.name, configTexts(file.path, file.facts, variable.value, "environment", () => null));
        if (observation.act === "declares" && observation.resource.form === "setting" && observation.resource.platform === "env" && observation.attributes?.["value"] !== undefined) {
          const text = observation.attributes["value"];
          const name = typeof observation.resource.name === "string" ? observation.resource.name : null;
          if (name) this.add(file, name, [{ parts: text === "" ? [] : [text], provenance: "environment", bound: [locate(file.path, observation.at)] }]);
        }
      }
      if (isEnvironmentFile(file.path)) {
        for (const setting of file.facts.settings) {
          if (setting.kind === "scalar" && setting.value !== undefined && setting.path.length === 1) {
            this.add(file, String(setting.path[0]), configTexts(file.path, file.facts, setting.value, "environment", () => null));
          }
        }
      }
    }
  }

  private add(file: ProjectFile, name: string, texts: readonly Text[]): void {
    const known = texts.filter((text) => text.parts.length > 0 && text.parts.some((part) => typeof part === "string"));
    if (known.length === 0) return;
    const list = this.bindings.get(name);
    if (list) list.push({ file, texts: known });
    else this.bindings.set(name, [{ file, texts: known }]);
  }

  /** Values that files of the same project scope, or of a folder above, give; those of other scopes do not count. */
  texts(name: string, from: ProjectFile): readonly Text[] {
    const found = (this.bindings.get(name) ?? []).filter((binding) => sharesScope(binding.file, from));
    const texts: Text[] = found.flatMap((binding) => binding.texts);
    return boundTexts(texts.map((text): Text => ({ ...text, provenance: "environment" satisfies Provenance })));
  }

  has(name: string): boolean {
    return this.bindings.has(name);
  }
}

function isEnvironmentFile(path: string): boolean {
  return /(?:^|\/)(?:\.env(?:\.[\w.-]+)?|[\w.-]+\.env)$/.test(path);
}

function sharesScope(a: ProjectFile, b: ProjectFile): boolean {
  const within = (inner: string, outer: string): boolean => outer === "" || inner === outer || inner.startsWith(`${outer}/`);
  return within(b.directory, a.project) || within(a.directory, b.project) || within(b.directory, a.directory);
}
