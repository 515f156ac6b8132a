import { eachStatementLine } from "./statement-lines.js";

/** Text of another language inside a cell, by offsets of the cell. */
export interface ForeignText {
  readonly language: "shell" | "sql";
  readonly variant?: string;
  readonly start: number;
  readonly end: number;
  /** A command word that stands for the magic: `python` for `%run`. */
  readonly runs?: string;
}

/** A cell's code with everything blanked that is no Python, at equal length. */
export interface CellCode {
  readonly python: string;
  readonly foreign: readonly ForeignText[];
  /** Magics that are told as comments, by offsets. */
  readonly remarks: readonly { readonly start: number; readonly end: number }[];
  /** The body of a magic that nobody knows: Python only if it reads as such. */
  readonly doubtful?: boolean;
}

/** Cell magics whose body is Python. */
const PYTHON_CELLS = new Set(["time", "timeit", "capture", "prun", "memit", "mprun", "lprun", "scalene", "debug", "python", "python3", "pyspark", "local"]);
const SHELL_CELLS = new Set(["bash", "sh", "zsh", "system", "sx", "!", "shell"]);
/** Magics in front of a Python statement. */
const PREFIX = /^%(?:time|timeit|prun|memit|debug)\b[ \t]*(?:-\w+(?:[ \t]+\d+)?[ \t]+)*/;
const CELL_MAGIC = /^(?:[ \t]*(?:#[^\n]*)?\n)*[ \t]*(%%(!|\w+)([^\n]*))(?:\n|$)/;
/** Hosted notebooks spell a cell's language with one sign. */
const HOSTED_CELL = /^(?:[ \t]*\n)*[ \t]*(%(sql|sh|md|scala|r|fs)([ \t]*))\n/;
const HELP = /^(?:\?{1,2}[\w.*%]+|%{0,2}[\w.*]+\?{1,2})[ \t]*;?$/;
const ASSIGNED = /^([\w.,*[\] \t]+=[ \t]*)(%{1,2}|!{1,2})(?=[^\s=])/;
const INSTALL = /^(?:pip3?|conda|mamba)[ \t]+(?:install|uninstall)\b/;

/** Tells Python from magics, commands and help in the text of a cell. */
export function readMagics(text: string): CellCode {
  const whole = CELL_MAGIC.exec(text) ?? HOSTED_CELL.exec(text);
  if (whole) return readCellMagic(text, whole);
  const edit = new CellEdit(text);
  eachStatementLine(text, ({ start, end }) => readLine(edit, text, start, end));
  return edit.done();
}

function readCellMagic(text: string, [whole, line = "", name = "", rest = ""]: RegExpExecArray): CellCode {
  const start = whole.indexOf(line);
  const body = Math.min(text.length, start + line.length + 1);
  const edit = new CellEdit(text);
  if (PYTHON_CELLS.has(name)) {
    const inner = readMagics(text.slice(body));
    const shift = <T extends { readonly start: number; readonly end: number }>(items: readonly T[]): T[] => items.map((item) => ({ ...item, start: item.start + body, end: item.end + body }));
    return { python: edit.blank(0, body).done().python.slice(0, body) + inner.python, foreign: shift(inner.foreign), remarks: shift(inner.remarks) };
  }
  const script = name === "script" && /^\s*(?:\S*\/)?(?:ba|z|k)?sh\b/.test(rest);
  if (SHELL_CELLS.has(name) || script) edit.foreign("shell", body, text.length);
  else if (name === "sql" || name === "bigquery") edit.foreign("sql", body, text.length, name === "bigquery" ? { variant: "bigquery" } : {});
  else if (name === "writefile" || name === "file") edit.remark(start, start + line.length);
  else if (line.startsWith("%%") && !KNOWN_FOREIGN.has(name)) return { ...edit.blank(start, start + line.length).done(), doubtful: true };
  return edit.blank(0, text.length).done();
}

/** Cell magics whose body is another language or plain text. An unknown magic's body is taken for Python. */
const KNOWN_FOREIGN = new Set([
  "html", "javascript", "js", "latex", "markdown", "md", "svg", "perl", "ruby", "r", "R", "scala", "cython", "julia", "configure", "writetemplate", "cmd", "powershell", "script",
  "fs", "css", "mermaid", "pypy", "python2", "cpp", "cu", "dot", "graphviz", "yaml", "json", "text", "typescript", "node",
]);

/** True where the line is no Python as it stands. */
function readLine(edit: CellEdit, text: string, from: number, end: number): boolean {
  const start = from + (/^[ \t]*/.exec(text.slice(from, end))?.[0].length ?? 0);
  const line = text.slice(start, end).trimEnd();
  const stop = start + line.length;
  const prefix = PREFIX.exec(line);
  if (prefix && prefix[0].length < line.length && !HELP.test(line)) {
    // The statement behind the magic keeps its place and its line.
    edit.replace(start, start + prefix[0].length, "0;");
    return false;
  }
  const assigned = ASSIGNED.exec(line);
  if (assigned) {
    const [whole, target = "", sign = ""] = assigned;
    edit.replace(start + target.length, stop, stop - start - target.length > 2 ? "..." : "()");
    readMagic(edit, text, sign, start + whole.length, stop);
    return true;
  }
  const sign = /^(?:%{1,2}|!{1,2})/.exec(line)?.[0];
  if (sign === undefined && !HELP.test(line) && !INSTALL.test(line)) return false;
  if (line === "") return false;
  // A statement stays where one stood, so that a block around it is not empty.
  edit.replace(start, stop, "0");
  if (sign !== undefined && !HELP.test(line)) readMagic(edit, text, sign, start + sign.length, stop);
  else if (INSTALL.test(line)) edit.foreign("shell", start, stop);
  return true;
}

function readMagic(edit: CellEdit, text: string, sign: string, start: number, end: number): void {
  if (sign.startsWith("!")) return edit.foreign("shell", start, end);
  const [whole = "", name = "", space = ""] = /^(\w+)([ \t]*)/.exec(text.slice(start, end)) ?? [];
  const rest = start + whole.length;
  if (name === "pip" || name === "conda" || name === "mamba") return edit.foreign("shell", start, end);
  if (space === "" && rest < end) return;
  if (name === "sx" || name === "system" || name === "sh") edit.foreign("shell", rest, end);
  else if (name === "sql" && rest < end) edit.foreign("sql", rest, end);
  else if (name === "run" && rest < end) edit.foreign("shell", rest, end, { runs: "python" });
}

/** Collects what is cut out of a cell. */
class CellEdit {
  #python: string;
  readonly #foreign: ForeignText[] = [];
  readonly #remarks: { start: number; end: number }[] = [];

  constructor(text: string) {
    this.#python = text;
  }

  blank(start: number, end: number): this {
    return this.replace(start, end, "");
  }

  /** Puts a short text at the start of a range and blanks the rest, line ends kept. */
  replace(start: number, end: number, text: string): this {
    const rest = this.#python.slice(start + text.length, Math.max(end, start + text.length)).replace(/[^\r\n]/g, " ");
    this.#python = this.#python.slice(0, start) + text + rest + this.#python.slice(start + text.length + rest.length);
    return this;
  }

  foreign(language: ForeignText["language"], start: number, end: number, more: { readonly variant?: string; readonly runs?: string } = {}): void {
    if (start < end) this.#foreign.push({ language, start, end, ...more });
  }

  remark(start: number, end: number): void {
    this.#remarks.push({ start, end });
  }

  done(): CellCode {
    return { python: this.#python, foreign: this.#foreign, remarks: this.#remarks };
  }
}
