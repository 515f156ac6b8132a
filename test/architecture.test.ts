import { dirname, posix } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { filesBelow, textOf } from "./source-files.js";

/** What one room may import: other rooms, and packages (`node:` stands for Node's own modules). */
interface Walls { readonly rooms: readonly string[]; readonly typesOf?: readonly string[]; readonly packages: readonly string[] }

const views = ["picocolors"];
const doors = ["engine", "report", "facts", "rule", "score", "graph", "measure"];

/** DESIGN section 3. A room that is not in this list fails the test. */
const rooms: Readonly<Record<string, Walls>> = {
  facts: { rooms: [], packages: [] },
  frontends: { rooms: ["facts"], packages: ["web-tree-sitter", "yaml", "toml-eslint-parser", "jsonc-parser", "typescript", "ts-morph"] },
  catalog: { rooms: ["facts"], packages: ["valibot"] },
  graph: { rooms: ["facts"], packages: ["@dagrejs/graphlib"] },
  rule: { rooms: ["facts", "graph"], packages: [] },
  rules: { rooms: ["facts", "graph", "rule"], packages: [] },
  measure: { rooms: ["facts", "graph"], typesOf: ["rule", "score"], packages: [] },
  score: { rooms: ["facts", "graph", "rule"], packages: [] },
  report: { rooms: ["facts"], typesOf: ["graph", "rule", "measure", "score"], packages: views },
  engine: { rooms: ["facts", "frontends", "catalog", "graph", "rule", "measure", "score", "report", "rules"], packages: ["node:", "tinyglobby", "ignore", "valibot", "yaml"] },
  cli: { rooms: doors, packages: ["node:", "commander", ...views] },
  index: { rooms: [...doors, "catalog", "frontends"], packages: [] },
};

/** Front-ends each keep their own parser and do not see each other. */
const parsers: Readonly<Record<string, readonly string[]>> = {
  python: ["web-tree-sitter"], notebook: ["jsonc-parser"], sql: [], shell: [], config: ["yaml", "toml-eslint-parser", "jsonc-parser"], typescript: ["typescript", "ts-morph"],
};

interface Dependency { readonly target: string; readonly typeOnly: boolean }

function dependenciesOf(path: string): Dependency[] {
  const source = ts.createSourceFile(path, textOf(path), ts.ScriptTarget.Latest, true);
  const found: Dependency[] = [];
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier)) {
      const named = statement.importClause?.namedBindings;
      const allTypes = named && ts.isNamedImports(named) && !statement.importClause?.name && named.elements.every((element) => element.isTypeOnly);
      found.push({ target: statement.moduleSpecifier.text, typeOnly: Boolean(statement.importClause?.isTypeOnly || allTypes) });
    } else if (ts.isExportDeclaration(statement) && statement.moduleSpecifier && ts.isStringLiteral(statement.moduleSpecifier)) {
      found.push({ target: statement.moduleSpecifier.text, typeOnly: statement.isTypeOnly });
    }
  }
  return found;
}

function roomOf(path: string): string {
  const [top, second] = path.split("/");
  if (top === "rules") return "rules";
  return second?.endsWith(".ts") ? second.slice(0, -3) : (second ?? "");
}

function violations(path: string): string[] {
  const room = roomOf(path);
  const walls = rooms[room];
  if (!walls) return [`${path}: room "${room}" is not in the list`];
  return dependenciesOf(path).flatMap(({ target, typeOnly }) => {
    if (!target.startsWith(".")) {
      const allowed = walls.packages.some((name) => (name.endsWith(":") ? target.startsWith(name) : target === name || target.startsWith(`${name}/`)));
      const parser = room === "frontends" ? parsers[path.split("/")[2] ?? ""] : undefined;
      return allowed && (!parser || parser.some((name) => target === name)) ? [] : [`${path}: may not import ${target}`];
    }
    const resolved = posix.normalize(posix.join(dirname(path), target));
    const other = roomOf(resolved);
    if (room === "frontends" && other === "frontends") {
      const [mine, theirs] = [path.split("/"), resolved.split("/")];
      return mine[2] === theirs[2] || theirs.length === 3 ? [] : [`${path}: one front-end may not import another (${resolved})`];
    }
    if (room === "rules" && other === "rules") {
      return path === "rules/index.ts" || path.split("/")[1] === resolved.split("/")[1] ? [] : [`${path}: a rule may not import another (${resolved})`];
    }
    if (other === room || walls.rooms.includes(other) || (typeOnly && walls.typesOf?.includes(other))) return [];
    return [`${path}: ${room} may not import ${other}${walls.typesOf?.includes(other) ? " except its types" : ""}`];
  });
}

describe("the walls between rooms", () => {
  const files = [...filesBelow("src", ".ts"), ...filesBelow("rules", ".ts")];

  it("reads more than a handful of files", () => expect(files.length).toBeGreaterThan(20));

  it("hold", () => expect(files.flatMap(violations)).toEqual([]));
});
