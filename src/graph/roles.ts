import type { FileRole } from "../facts/vocabulary.js";
import { globMatcher } from "./glob.js";
import { folderOf } from "./names/path-parts.js";

const VENDORED = new Set([
  "node_modules", "site-packages", "vendor", "vendored", "_vendor", "third_party", "third-party", "thirdparty", "bower_components", ".venv",
  "venv", "virtualenv",
]);
const GENERATED = new Set(["__generated__", "generated", ".ipynb_checkpoints", "__pycache__", ".next", ".nuxt"]);
const TESTS = new Set([
  "test", "tests", "__tests__", "__mocks__", "testdata", "test_data", "testing", "e2e", "spec", "specs", "unit_tests", "integration_tests",
]);
const EXAMPLES = new Set([
  "example", "examples", "tutorial", "tutorials", "doc", "docs", "samples", "demo", "demos", "cookbook", "cookbooks", "quickstart",
  "quickstarts", "playground",
]);
const PROSE = /\.(?:md|mdx|rst|txt|adoc|html?)$/i;
const TEST_FILE = /^(?:test_.*\.py|.*_test\.(?:py|go)|conftest\.py|.*\.(?:test|spec)\.[cm]?[jt]sx?)$/;
const GENERATED_FILE = /(?:_pb2(?:_grpc)?\.pyi?|\.(?:min|bundle)\.[cm]?js|\.generated\.\w+|\.g\.\w+)$/;
const MANIFEST = /^(?:pyproject\.toml|setup\.py|requirements[^/]*\.txt|package\.json|MLproject|dvc\.yaml)$/;
/** Siblings with a manifest of their own that make a tree of independent examples (convention): a system of services has fewer. */
const MANY_EXAMPLES = 15;
const ROLES: ReadonlySet<string> = new Set<FileRole>(["production", "test", "example", "documentation", "vendored", "generated"]);

/** Tells the role of a file by its path; settings override, the last matching glob wins. With several roots the name of a root tells nothing. */
export function fileRoles(
  tree: readonly string[], overrides: readonly { readonly glob: string; readonly role: string }[], roots: readonly string[] = ["."],
): (path: string) => FileRole {
  const isRoot = new Set(roots.length > 1 ? roots : []);
  const examples = exampleTrees(tree);
  const matchers = overrides.filter((it) => ROLES.has(it.role)).map((it) => ({
    matches: globMatcher([it.glob]), role: it.role as FileRole,
  })).reverse(); // the set above holds every role
  const known = new Map<string, FileRole>();
  return (path) => {
    const before = known.get(path);
    if (before) return before;
    const role = matchers.find((it) => it.matches(path))?.role ?? roleByPath(path, examples, isRoot);
    known.set(path, role);
    return role;
  };
}

function roleByPath(path: string, exampleParents: ReadonlySet<string>, isRoot: ReadonlySet<string>): FileRole {
  const folders = path.split("/");
  const name = folders.pop() ?? "";
  if (isRoot.has(folders[0] ?? "")) folders.shift();
  const inside = (set: ReadonlySet<string>): boolean => folders.some((folder) => set.has(folder.toLowerCase()));
  if (inside(VENDORED)) return "vendored";
  if (inside(GENERATED) || GENERATED_FILE.test(name) || isBuilt(folders, name)) return "generated";
  if (inside(TESTS) || TEST_FILE.test(name)) return "test";
  if (PROSE.test(name) && !/^requirements|constraints/i.test(name) && !/\.html?$/i.test(name)) return "documentation";
  if (inside(EXAMPLES)) return "example";
  for (let below = folderOf(path); below !== ""; below = folderOf(below)) if (exampleParents.has(folderOf(below))) return "example";
  return "production";
}

/** Built scripts; Python keeps sources in folders of these names. */
function isBuilt(folders: readonly string[], name: string): boolean {
  return /\.(?:[cm]?js|css|map)$/.test(name) && folders.some((folder) => folder === "dist" || folder === "build" || folder === ".output");
}

/** Folders whose many children each have a manifest of their own. */
function exampleTrees(tree: readonly string[]): ReadonlySet<string> {
  const children = new Map<string, Set<string>>();
  for (const path of tree) {
    if (!MANIFEST.test(path.slice(path.lastIndexOf("/") + 1))) continue;
    const folder = folderOf(path);
    if (folder === "") continue;
    const parent = folderOf(folder);
    const set = children.get(parent);
    if (set) set.add(folder);
    else children.set(parent, new Set([folder]));
  }
  return new Set([...children].filter(([, set]) => set.size >= MANY_EXAMPLES).map(([parent]) => parent));
}
