import type { NodeKind } from "../../facts/vocabulary.js";

/** A node to draw. */
export interface Station { readonly id: string; readonly kind: NodeKind; readonly name: string }

const UNITS: ReadonlySet<NodeKind> = new Set(["job", "notebook", "service", "function"]);

/** How a drawing calls a node: code by its file and unit, since many files have a `main`; all else by its name. */
export function stationOf({ id, kind, name }: Station): Station {
  if (!UNITS.has(kind) || !id.includes("#")) return { id, kind, name };
  const place = id.slice(id.indexOf(":") + 1);
  return { id, kind, name: place.endsWith("#<module>") ? place.slice(0, -"#<module>".length) : place.replace(/#(?=[^#]*$)/, ":") };
}

/** Stations by id. */
export function stationsOf(nodes: readonly Station[]): ReadonlyMap<string, Station> {
  return new Map(nodes.map((node) => [node.id, stationOf(node)]));
}
