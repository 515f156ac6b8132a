import type { Abstract, FileIndex, ObjectId, Thing } from "./abstract.js";
import type { ModelCall } from "./call-site.js";
import type { Frame } from "./frame.js";
import { attributeCell } from "./heap.js";
import { withState } from "./attributes.js";
import { objectOf } from "./objects.js";
import { optionTexts } from "./options.js";
import { holeText, knownText, literalText } from "./text-algebra.js";
import { isType } from "./types.js";
import type { Text } from "../text.js";
import type { World } from "./world.js";

/** `sys.argv[i]`, by the launchers of the script whose process this is; null keys for any position. */
export function argumentAt(world: World, from: number, keys: readonly string[] | null): Abstract {
  const { lattice } = world;
  const script = world.files[world.round.root];
  const launches = world.launches.of(world.round.root);
  const texts: Text[] = [];
  for (const key of keys ?? []) {
    const index = Number(key) + from;
    if (!Number.isInteger(index)) continue;
    if (index === 0 && script) texts.push(literalText(script.path));
    else if (index > 0 && launches.length > 0) {
      for (const launch of launches) texts.push(...(launch.words[index - 1] ?? []).map((text): Text => ({ ...text, provenance: text.provenance === "literal" ? "command-line" : text.provenance })));
    } else texts.push(holeText("variable", `argv[${index}]`));
  }
  if (keys === null) {
    for (const launch of launches) for (const word of launch.words) texts.push(...word);
    if (texts.length === 0) texts.push(holeText("variable", "argv"));
  }
  return lattice.texts(texts);
}

/** Value of an environment variable: what launchers and documents give, the default, and the variable itself as a named unknown. */
export function environmentValue(world: World, frame: Frame, name: Abstract, fallback: Abstract | null): Abstract {
  const { lattice } = world;
  const names = name.texts.map(knownText);
  let value = fallback ? lattice.make(fallback.texts.map((text): Text => ({ ...text, provenance: "default" })), fallback.things.filter((thing) => thing.kind !== "none"), fallback.flow) : lattice.nothing;
  for (const known of names) {
    if (known === null || known === "") {
      value = lattice.join(value, lattice.texts([holeText("environment", "")]));
      continue;
    }
    const launches = world.launches.of(world.round.root);
    const assigned = world.heap.read(`environment ${known}`);
    value = lattice.join(value, assigned);
    const given = launches.flatMap((launch) => launch.environment.get(known) ?? []);
      const texts: Text[] = [holeText("environment", known), ...given.map((text): Text => ({ ...text, provenance: "environment" })), ...world.environment.texts(known, frame.file)];
    value = lattice.join(lattice.texts(texts, lattice.flows.of(lattice.flows.source("flag", `env - ${known}`))), value);
  }
  return value;
}

/** Attribute of a namespace of switches: what launchers give, the default, and what code assigned to it. */
export function optionValue(world: World, thing: Thing & { readonly kind: "options" }, name: string): Abstract {
  const { lattice, heap } = world;
  heap.read(`options ${thing.parser}`);
  const specs = world.options.specsOf(thing.parser);
  const spec = specs.find((item) => item.dest === name);
  const assigned = withState(world, heap.read(attributeCell(thing.parser, name)));
  if (!spec) return assigned !== lattice.nothing ? assigned : lattice.texts([holeText("variable", name)]);
  const launches = launchesOf(world, thing.root);
  const flag = lattice.flows.of(lattice.flows.source("flag", `${thing.parser} ${name}`));
  const things = (spec.default?.things ?? []).filter((item) => item.kind !== "instance");
  return lattice.join(lattice.make(optionTexts(spec, specs, launches), things, flag), assigned);
}

function launchesOf(world: World, root: FileIndex | null): ReturnType<World["launches"]["of"]> {
  return root === null ? [] : world.launches.of(root);
}

/** What `parse_args` of a parser gives. */
export function optionsOf(world: World, call: ModelCall, parser: Abstract | null, rest: boolean): Abstract {
  const { lattice } = world;
  const objects = (parser?.things ?? []).flatMap((thing): ObjectId[] => (thing.kind === "instance" && (thing.type === null || isType(world, thing.type, "parser") || world.options.parsers.has(thing.object)) ? [thing.object] : []));
  if (objects.length === 0) return lattice.nothing;
  const options = lattice.things(objects.map((object): Thing => ({ kind: "options", key: `O${object}:${world.round.root}`, parser: object, root: world.round.root })));
  return rest ? lattice.listValue([options, lattice.things([lattice.instance(objectOf(world, call, "rest").id, null, null)])], null) : options;
}
