import type { NodeKind } from "../facts/vocabulary.js";
import type { PublishedGraph } from "../graph/publish.js";
import { printable } from "./printable.js";

type Bracket = readonly [open: string, close: string];

const BOX: Bracket = ["[", "]"];
const STORE: Bracket = ["[(", ")]"];
const BRACKETS: Partial<Readonly<Record<NodeKind, Bracket>>> = {
  table: STORE, dataset: STORE, file: STORE, object: STORE, topic: STORE, "feature-view": STORE, prediction: STORE, artifact: STORE, external: STORE,
  model: ["{{", "}}"], service: ["([", "])"], schedule: ["((", "))"], flag: ["{", "}"], setting: ["{", "}"], consumer: [">", "]"],
};

/** The graph as a Mermaid flow chart, as README files and pull requests show it; guesses are dashed. */
export function renderMermaid({ nodes, edges }: PublishedGraph): string {
  const short = new Map(nodes.map((node, i) => [node.id, `n${i}`]));
  const drawn = nodes.map(({ id, kind, name }) => {
    const [open, close] = BRACKETS[kind] ?? BOX;
    return `  ${short.get(id)}${open}"${escaped(name)}<br/><small>${kind}</small>"${close}`;
  });
  const arrows = edges.flatMap(({ from, to, act, confidence }) => {
    const [a, b] = [short.get(from), short.get(to)];
    return a === undefined || b === undefined ? [] : [`  ${a} ${confidence === "possible" ? "-.->" : "-->"}|${act}| ${b}`];
  });
  return ["flowchart LR", ...drawn, ...arrows, ""].join("\n");
}

function escaped(text: string): string {
  return printable(text).replace(/[#"<>&`]/g, (character) => `#${character.charCodeAt(0)};`);
}
