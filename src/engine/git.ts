import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);
const SAFE = ["--no-pager", "--no-optional-locks"];

/** Output of a git command in a folder, or null where git, a repository or the ref is missing. Never a shell, no network, no locks. */
export async function git(folder: string, args: readonly string[]): Promise<string | null> {
  try {
    const { stdout } = await run("git", [...SAFE, ...args], {
      cwd: folder,
      maxBuffer: 1 << 30,
      env: { ...process.env, LC_ALL: "C", GIT_TERMINAL_PROMPT: "0", GIT_NO_LAZY_FETCH: "1" },
    });
    return stdout;
  } catch {
    return null;
  }
}
