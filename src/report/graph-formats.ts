import { renderDot } from "./dot.js";
import type { PublishedGraph } from "../graph/publish.js";
import { renderMermaid } from "./mermaid.js";

const FORMATS: Readonly<Record<string, (document: PublishedGraph) => string>> = { json: renderGraphJson, dot: renderDot, mermaid: renderMermaid };

/** Names of the formats of a graph. */
export const GRAPH_FORMATS: readonly string[] = Object.keys(FORMATS);

/** A graph in a format; JSON where the name is none. */
export function renderGraph(name: string, document: PublishedGraph): string {
  return (FORMATS[name] ?? renderGraphJson)(document);
}

/** The graph document as JSON: two spaces, keys in the order of the contract, final newline. */
function renderGraphJson(document: PublishedGraph): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
