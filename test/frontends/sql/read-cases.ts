import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** A text and what is expected of it, keyed by word (`reads`, `writes`, `columns`). */
export interface SqlCase { readonly file: string; readonly heading: string; readonly line: number; readonly dialect: string; readonly sql: string; readonly expected: ReadonlyMap<string, string> }

const folder = join(dirname(fileURLToPath(import.meta.url)), "cases");
const EXPECTATION = /^-- (reads|writes|verbs|columns|uses|target|filters|limit):\s*(.*)$/;

/** Reads the cases of the Markdown files in `cases/`: blocks of SQL, a case ends at its expectations. */
export function readCases(): readonly SqlCase[] {
  return readdirSync(folder).filter((name) => name.endsWith(".md")).sort().flatMap((file) => casesOf(file, readFileSync(join(folder, file), "utf8")));
}

function casesOf(file: string, text: string): SqlCase[] {
  const found: SqlCase[] = [];
  let heading = "";
  let dialect: string | null = null;
  let sql: string[] = [];
  let expected = new Map<string, string>();
  let start = 0;
  const close = (): void => {
    if (dialect !== null && expected.size > 0) found.push({ file, heading, line: start, dialect, sql: withMarks(sql.join("\n")), expected });
    sql = [];
    expected = new Map();
  };
  for (const [i, line] of text.split("\n").entries()) {
    const fence = /^```(?:sql)?\s*(\w*)$/.exec(line);
    const expectation = EXPECTATION.exec(line);
    if (fence) {
      close();
      dialect = dialect === null ? (fence[1] ?? "") : null;
    } else if (dialect === null) heading = line.startsWith("#") ? line.replace(/^#+ /, "") : heading;
    else if (expectation) expected.set(expectation[1] ?? "", (expectation[2] ?? "").trim());
    else if (expected.size > 0) {
      close();
      if (line !== "") sql.push(line);
      start = i + 1;
    } else if (line !== "" || sql.length > 0) {
      if (sql.length === 0) start = i + 1;
      sql.push(line);
    }
  }
  return found;
}

/** Guillemets around an index stand for a part that a program fills in. */
function withMarks(sql: string): string {
  return sql.replace(/«(\d+)»/g, "\uE000$1\uE001");
}
