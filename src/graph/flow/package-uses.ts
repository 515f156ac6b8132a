import { compareLocations, compareText, type Location } from "../../facts/location.js";
import type { Conversion, PackageUse } from "../graph.js";
import type { World } from "./world.js";

/** Which packages each file calls, and where. */
export function packageUses(world: World): readonly PackageUse[] {
  const tagsOf = new Map(world.knowledge.packages.map((item) => [item.name, item.tags]));
  const uses = new Map<string, PackageUse & { readonly calls: { readonly at: Location; readonly callable: string; readonly unit: string }[] }>();
  const useOf = (name: string, path: string, role: PackageUse["role"]) => {
    const key = `${path} ${name}`;
    let use = uses.get(key);
    if (!use) uses.set(key, (use = { package: name, tags: tagsOf.get(name) ?? [], path, role, calls: [] }));
    return use;
  };
  for (const file of world.files) {
    for (const item of file.facts.imports) {
      if (item.level > 0) continue;
      const first = item.module.split(".")[0] ?? "";
      const found = world.knowledge.packages.find((one) => one.modules.some((module) => module === item.module || item.module.startsWith(`${module}.`) || module === first));
      if (found && world.modules.absolute(item.module, file)?.kind !== "file") useOf(found.name, file.path, file.role);
    }
  }
  for (const { call, model } of world.round.notes.packageCalls.values()) {
    if (model.package === "") continue;
    const { frame, at } = call.site;
    useOf(model.package, frame.file.path, frame.file.role).calls.push({ at, callable: model.id, unit: frame.unit.path });
  }
  return [...uses.values()].map((use) => ({ ...use, calls: distinct(use.calls) })).sort((a, b) => compareText(a.path, b.path) || compareText(a.package, b.package));
}

function distinct<T extends { readonly at: Location; readonly callable: string }>(calls: readonly T[]): readonly T[] {
  const seen = new Set<string>();
  return [...calls].sort((a, b) => compareLocations(a.at, b.at) || compareText(a.callable, b.callable)).filter(({ at, callable }) => {
    const key = `${at.line} ${at.column} ${callable}`;
    return seen.has(key) ? false : seen.add(key) !== undefined;
  });
}

/** Changes of container (`numpy->pandas`), with the package whose call takes the converted value, and the package that converts. */
export function conversions(world: World): readonly Conversion[] {
  const beside = new Map<string, string>();
  const learners = new Set(world.knowledge.packages.filter((item) => item.tags.includes("ml")).map((item) => item.name));
  const makers = new Map<string, string>();
  for (const { call, model } of world.round.notes.packageCalls.values()) {
    const site = call.site.call;
    if (site && model.converts !== undefined) makers.set(`${call.site.frame.file.index} ${site.id} ${model.converts}`, model.package);
    // A learner that builds its own container takes what is converted for it; a mere container does not.
    if (!site || (model.converts !== undefined && !learners.has(model.package))) continue;
    for (const argument of site.args) beside.set(`${call.site.frame.file.index} ${argument.value}`, model.package);
  }
  const out: Conversion[] = [];
  for (const { call, converts } of world.round.notes.conversions.values()) {
    const { frame, at } = call.site;
    const site = call.site.call;
    const result = site ? frame.file.facts.values.findIndex((value) => value.kind === "result" && value.call === site.id) : -1;
    const receiver = site ? frame.file.facts.values[site.callee] : undefined;
    const source = receiver?.kind === "lookup" ? beside.get(`${frame.file.index} ${receiver.base}`) : undefined;
    const by = site ? makers.get(`${frame.file.index} ${site.id} ${converts}`) : undefined;
    out.push({ converts, beside: beside.get(`${frame.file.index} ${result}`) ?? source ?? null, ...(by !== undefined && { by }), at, path: frame.file.path, unit: frame.unit.path, role: frame.file.role });
  }
  return out.sort((a, b) => compareLocations(a.at, b.at) || compareText(a.converts, b.converts));
}
