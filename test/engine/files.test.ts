import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { decode, listFiles, readBounded } from "../../src/engine/files.js";

function tree(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), "mldebt-files-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const FILES = {
  ".gitignore": "data/\n",
  "train.py": "",
  "data/clicks.csv": "",
  "node_modules/x/index.js": "",
  "sub/.gitignore": "scratch.py\n",
  "sub/scratch.py": "",
  "sub/keep.py": "",
  "skip/me.py": "",
  ".mldebtignore": "skip/\n",
};

describe("the list of files", () => {
  it.each([["walked"], ["from git"]])("%s: ignored and foreign files are left out", async (how) => {
    const root = tree(FILES);
    if (how === "from git") execFileSync("git", ["init", "-q"], { cwd: root });
    const list = await listFiles(root, ["sub/keep.py"]);
    expect(list.tree).toEqual([".gitignore", ".mldebtignore", "skip/me.py", "sub/.gitignore", "sub/keep.py", "train.py"]);
    expect(list.candidates).toEqual([".gitignore", ".mldebtignore", "sub/.gitignore", "train.py"]);
    expect(list.skipped.get("ignored by settings")).toBe(2);
  });

  it("links are not followed and large files are named", async () => {
    const root = tree({ "a.py": "x = 1\n" });
    symlinkSync(join(root, "a.py"), join(root, "b.py"));
    expect(await readBounded(join(root, "b.py"), 100)).toBe("not a regular file");
    expect(await readBounded(join(root, "a.py"), 3)).toBe("larger than 3 bytes (6)");
    expect(await readBounded(join(root, "none.py"), 3)).toMatch(/^ENOENT/);
  });
});

describe("decoding", () => {
  it.each([
    ["UTF-8", Buffer.from("é = 1"), { text: "é = 1", lossy: false }],
    ["UTF-8 with mark", Buffer.from("\uFEFFx"), { text: "x", lossy: false }],
    ["UTF-16 with mark", Buffer.from("\uFEFFx = 1", "utf16le"), { text: "x = 1", lossy: false }],
    ["Latin-1", Buffer.from([0xe9, 0x20]), { text: "é ", lossy: true }],
    ["binary", Buffer.from([0x50, 0x00, 0x01]), null],
  ])("%s", (_, bytes, result) => expect(decode(bytes)).toEqual(result));
});
