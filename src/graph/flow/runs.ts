import type { Effect } from "../../facts/observation.js";
import type { Confidence } from "../../facts/vocabulary.js";
import type { Abstract } from "./abstract.js";
import type { ModelCall } from "./call-site.js";
import { commandWords, startedScript } from "./command-words.js";
import type { RawEffect } from "./frame.js";
import type { Word } from "./launches.js";
import { select } from "./select.js";
import { joinPaths, knownText } from "./text-algebra.js";
import type { World } from "./world.js";

/** Code that starts another process (`subprocess.run`, a step of a pipeline SDK): a launcher of the script that the words name. */
export function applyRuns(world: World, call: ModelCall, effect: Effect, via: string, confidence: Confidence): readonly RawEffect[] {
  const expression = effect.resource;
  const nameSelector = expression?.parts["name"];
  if (!expression || !nameSelector) return [];
  const name = select(world, call, nameSelector);
  if (!name) return [];
  const part = (key: string): Abstract | null => {
    const selector = expression.parts[key];
    return selector ? select(world, call, selector) : null;
  };
  const folder = part("directory");
  const extra = part("arguments");
  for (const words of wordLists(world, call, name, folder)) {
    const all = [...words, ...(extra ? listedWords(extra) : [])];
    const started = startedScript(world, all, { path: call.site.frame.file.path, directory: null, project: call.site.frame.file.project });
    if (!started) continue;
    world.launches.add({
      ...started, environment: new Map(), path: call.site.frame.file.path, observation: null, starter: call.site.frame.ref, at: call.site.at, via, confidence,
      directory: null,
    });
  }
  return [];
}

/** A list of words, a text that a shell would split, or a script in a folder. */
function wordLists(world: World, call: ModelCall, name: Abstract, folder: Abstract | null): readonly (readonly Word[])[] {
  if (name.things.some((thing) => thing.kind === "list")) return [listedWords(name)];
  return name.texts.flatMap((text) => {
    const known = knownText(text);
    const script = known !== null && /\.(?:py|ipynb)$/.test(known.trim()) && !/\s/.test(known.trim());
    if (script) return [[folder && folder.texts.length > 0 ? joinPaths([folder.texts, [text]]) : [text]]];
    return commandWords(world, text, call.site.frame.file).map((command) => command.words);
  });
}

function listedWords(value: Abstract): readonly Word[] {
  for (const thing of value.things) {
    if (thing.kind !== "list") continue;
    return thing.items.map((item) => (item.texts.length > 0 ? item.texts : [{ parts: [{ hole: "unknown" as const, name: "" }], provenance: "literal" as const, bound: [] }]));
  }
  return [];
}
