import { renderDot } from "./dot.js";
import type { GraphDocument } from "./graph-document.js";
import { renderMermaid } from "./mermaid.js";

export { graphDocumentOf } from "./graph-document.js";

const FORMATS: Readonly<Record<string, (document: GraphDocument) => string>> = { json: renderGraphJson, dot: renderDot, mermaid: renderMermaid };

/** Names of the formats of a graph. */
export const GRAPH_FORMATS: readonly string[] = Object.keys(FORMATS);

/** A graph in a format; JSON where the name is none. */
export function renderGraph(name: string, document: GraphDocument): string {
  return (FORMATS[name] ?? renderGraphJson)(document);
}

/** The graph document as JSON: two spaces, keys in the order of the contract, final newline. */
function renderGraphJson(document: GraphDocument): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
