import { FACTS_VERSION, type FileFacts } from "../../facts/file-facts.js";
import type { Frontend, FrontendInput } from "../frontend.js";
import { countLines } from "../line-counts.js";
import { LineIndex } from "../line-index.js";
import { readSuppressions } from "../suppression.js";
import { readDockerfile } from "./dockerfile.js";
import { readEnvFile } from "./env-file.js";
import { readHcl } from "./hcl.js";
import { readIni, readProperties } from "./ini.js";
import type { Interpolation } from "./interpolation.js";
import { readJson } from "./json.js";
import { readCodeowners, readCrontab, readProcfile, readRequirements } from "./line-list.js";
import { readMakefile } from "./makefile.js";
import { SettingsWriter } from "./settings-writer.js";
import { readToml } from "./toml.js";
import { configVariant, type ConfigVariant } from "./variant.js";
import { readYaml } from "./yaml.js";

/** Longer text is data: it is counted, not read. */
const MAX_LENGTH = 1_000_000;

const PLAIN: Interpolation = { bare: "none", braces: "none", expressions: false, macros: "none", percent: false, dollars: false, assignments: false };
const GENERAL: Interpolation = { ...PLAIN, bare: "capitals", braces: "reference", expressions: true, macros: "variables" };
/** A shell sees the text in the end: `${name}` is its variable. */
const SCRIPT: Interpolation = { ...GENERAL, braces: "environment", assignments: true };
const SHELL: Interpolation = { ...PLAIN, bare: "any", braces: "environment" };

interface Format { readonly read: (writer: SettingsWriter) => void; readonly interpolation: Interpolation }

const FORMATS: Readonly<Record<Exclude<ConfigVariant, "lock">, Format>> = {
  yaml: { read: readYaml, interpolation: GENERAL },
  "yaml-script": { read: readYaml, interpolation: SCRIPT },
  compose: { read: readYaml, interpolation: { ...SHELL, dollars: true, assignments: true } },
  json: { read: readJson, interpolation: GENERAL },
  toml: { read: readToml, interpolation: GENERAL },
  ini: { read: readIni, interpolation: { ...GENERAL, percent: true } },
  properties: { read: readProperties, interpolation: GENERAL },
  env: { read: readEnvFile, interpolation: SHELL },
  dockerfile: { read: readDockerfile, interpolation: SHELL },
  makefile: { read: readMakefile, interpolation: PLAIN },
  requirements: { read: readRequirements, interpolation: SHELL },
  hcl: { read: readHcl, interpolation: { ...PLAIN, braces: "expression", dollars: true } },
  procfile: { read: readProcfile, interpolation: PLAIN },
  crontab: { read: readCrontab, interpolation: PLAIN },
  codeowners: { read: readCodeowners, interpolation: PLAIN },
};

/** Configuration files, whatever their format: settings with key paths, places and values. The variant is the format. */
export const configFrontend: Frontend = { id: "config", version: 1, language: "config", variant: configVariant, extract };

function extract({ text: source, variant }: FrontendInput): FileFacts {
  // A byte order mark becomes a blank, so that columns stay.
  const text = source.startsWith("\ufeff") && !variant.startsWith("yaml") ? ` ${source.slice(1)}` : source;
  const format = Object.hasOwn(FORMATS, variant) ? FORMATS[variant as keyof typeof FORMATS] : undefined; // `hasOwn` has just told that it is a key
  const lines = new LineIndex(text);
  const writer = new SettingsWriter(text, lines, format?.interpolation ?? PLAIN);
  if (text.length > MAX_LENGTH) writer.problem("too long for a configuration file: only its lines are counted", 0, 0, "limit");
  else format?.read(writer);
  const { counts, codeLines } = countLines(lines, writer.comments);
  return {
    version: FACTS_VERSION, language: "config", units: [], values: writer.table.values, calls: [], branches: [], imports: [], settings: writer.settings, statements: [], commands: [],
    comments: writer.comments, suppressions: readSuppressions(writer.comments, codeLines, lines.count), lines: counts, problems: writer.problems,
  };
}
