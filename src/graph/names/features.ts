import { hasHole, type HoleTable } from "./pattern.js";
import { countKnown, isKnown, type Spelled } from "./spelled.js";

/** A feature view, service or group; a reference `view:feature` or `view__feature` names a view and keeps the feature as `column`. */
export function spellFeature(
  platform: string, name: string, project: string | undefined, version: string | undefined, table: HoleTable,
): Spelled | null {
  const text = name.trim();
  const reference = /^([^:]+):([^:]+)$/s.exec(text) ?? (platform === "feast" ? /^(.+?)__(.+)$/s.exec(text) : null);
  const view = reference ? (reference[1] ?? "") : text;
  if (!isKnown(view)) return null;
  const column = reference?.[2];
  const qualified = platform === "feast" ? [project ?? table.add({ kind: "environment", name: "" }), view] : [view];
  return {
    id: `${platform}:${qualified.join("/")}`, name: view, place: "feature-view", known: countKnown(qualified), folds: false,
    attributes: { ...(column && !hasHole(column) ? { column: [column] } : {}), ...(version && !hasHole(version) ? { version } : {}) },
  };
}
