import type { Player } from "../../src/score/player.js";
import type { Terrain } from "../../src/score/survey.js";

/** The systems that the worked examples disturb, with what an hour of disturbance costs. */
export const nodes = ["features_tbl", "train", "ranker", "serving", "dash", "export"] as const;
export const weights = [240, 480, 960, 960, 120, 60];

/** An ad-ranking repository: 18,400 lines, four categories of debt. */
export const terrain: Terrain = {
  weights, size: { lines: 18_400, cells: 410, keys: 620, assets: 30 }, explain: "shapley",
  categories: [
    { id: "feedback", applicable: true, weight: 0.3 }, { id: "data", applicable: true, weight: 0.3 },
    { id: "config", applicable: true, weight: 0.2 }, { id: "structure", applicable: true, weight: 0.2 },
  ],
};

/** A finding with its hazards given by the name of the node. */
export function player(key: string, category: string, principal: number, rates: Partial<Record<(typeof nodes)[number], number>>): Player {
  const disturbed = nodes.flatMap((node, i) => (rates[node] === undefined ? [] : [{ i, rate: rates[node] }]));
  return { key, category, principal, hazards: { nodes: Int32Array.from(disturbed, ({ i }) => i), rates: Float64Array.from(disturbed, ({ rate }) => rate) } };
}

export const players = [
  player("F1", "feedback", 480, { train: 0.8, ranker: 0.8, serving: 0.5 }),
  player("F2", "feedback", 120, { dash: 1.2, features_tbl: 0.3 }),
  player("F3", "data", 180, { features_tbl: 1.5, train: 0.9, ranker: 0.6, serving: 0.4 }),
  player("F4", "data", 60, { features_tbl: 0.2, train: 0.1 }),
  player("F5", "config", 20, { train: 0.15 }),
  player("F6", "config", 30, { train: 0.5, ranker: 0.3 }),
  player("F7", "structure", 240, { serving: 0.4 }),
];

export const owners: Readonly<Record<string, string>> = { F1: "ranking", F2: "analytics", F3: "data", F4: "data", F5: "ranking", F6: "ranking", F7: "serving" };
