import { describe, expect, it } from "vitest";
import { fileRoles } from "../../src/graph/roles.js";
import { projectScopes } from "../../src/graph/scopes.js";

describe("the role of a file by its path", () => {
  const roleOf = fileRoles([], []);
  it.each([
    ["jobs/train.py", "production"], ["jobs/contest/rank.py", "production"], ["testament/train.py", "production"], ["jobs/test.py", "production"],
    ["notebooks/explore.ipynb", "production"], ["build/train.py", "production"], ["requirements.txt", "production"], ["templates/page.html", "production"],
    ["tests/fit.py", "test"], ["jobs/test_train.py", "test"], ["jobs/train_test.py", "test"], ["conftest.py", "test"], ["web/src/rank.spec.ts", "test"], ["jobs/testdata/a.py", "test"],
    ["README.md", "documentation"], ["docs/usage.rst", "documentation"], ["examples/readme.md", "documentation"],
    ["examples/fit.py", "example"], ["docs/snippets/fit.py", "example"], ["Tutorials/one.ipynb", "example"],
    ["examples/tests/fit.py", "test"],
    ["web/node_modules/x/index.js", "vendored"], ["third_party/lib/a.py", "vendored"], ["tests/vendor/a.py", "vendored"],
    ["api/rank_pb2.py", "generated"], ["web/dist/app.js", "generated"], ["dist/model.py", "production"], ["web/app.min.js", "generated"], [".ipynb_checkpoints/a.ipynb", "generated"],
  ])("%s is %s", (path, role) => expect(roleOf(path)).toBe(role));

  it("settings override, the last glob wins", () => {
    const overridden = fileRoles([], [{ glob: "examples/**", role: "production" }, { glob: "examples/old/**", role: "vendored" }, { glob: "**", role: "nonsense" }]);
    expect(["examples/fit.py", "examples/old/fit.py", "jobs/fit.py"].map(overridden)).toEqual(["production", "vendored", "production"]);
  });

  it("many siblings with manifests of their own are independent examples; a handful are services", () => {
    const tree = (n: number): string[] => Array.from({ length: n }, (_, i) => `demo-${i}/package.json`);
    expect(fileRoles(tree(20), [])("demo-3/src/index.js")).toBe("example");
    expect(fileRoles(tree(20), [])("shared.js")).toBe("production");
    expect(fileRoles(tree(6), [])("demo-3/src/index.js")).toBe("production");
  });
});

describe("project scopes", () => {
  const scopes = projectScopes(["pyproject.toml", "src/fit.py", "api/Dockerfile", "api/app/main.py", "etl/requirements-dev.txt", "etl/load.py", "worker.Dockerfile"]);
  it.each([["src/fit.py", ""], ["api/app/main.py", "api"], ["etl/load.py", "etl"], ["new/deep/x.py", ""]])("%s lies in %s", (path, scope) => expect(scopes.of(path)).toBe(scope));
  it("several roots are scopes, and their names say nothing about roles", () => {
    const tree = ["examples/fit.py", "ranking/fit.py"];
    const roots = ["examples", "ranking"];
    expect(tree.map((path) => projectScopes(tree, roots).of(path))).toEqual(roots);
    expect(tree.map(fileRoles(tree, [], roots))).toEqual(["production", "production"]);
  });
  it("folders with a manifest are listed", () => expect(scopes.manifests).toEqual(["", "api", "etl"]));

  it("in a tree of samples each folder of notebooks is its own scope; two folders of notebooks are one project", () => {
    const samples = projectScopes(["ads", "bids", "caps", "days", "ends"].map((name) => `samples/${name}/train.ipynb`));
    expect([samples.of("samples/ads/train.ipynb"), samples.of("samples/bids/data/x.csv"), samples.of("samples/x.py")]).toEqual(["samples/ads", "samples/bids", ""]);
    const project = projectScopes(["notebooks/a/one.ipynb", "notebooks/b/two.ipynb"]);
    expect(project.of("notebooks/a/one.ipynb")).toBe("");
  });
});
