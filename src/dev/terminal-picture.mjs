// Draws what the command prints for a fixture as an SVG: node src/dev/terminal-picture.mjs FIXTURE OUT.svg [FIRST-LINE LAST-LINE]
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const [fixture, out, first = "1", last = "1000"] = process.argv.slice(2);
const printed = execFileSync(process.execPath, [join(root, "dist/cli/main.js"), fixture, "--color", "--no-cache", "--as-of", "2026-01-01"], { cwd: root, encoding: "utf8" });
const lines = printed.trimEnd().split("\n").slice(Number(first) - 1, Number(last));

const COLORS = { 31: "#e5534b", 32: "#57ab5a", 33: "#c69026", 34: "#539bf5", 35: "#b083f0", 36: "#39c5cf", 90: "#768390" };
const CELL = 7.83, LINE = 18, PAD = 20;
const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

/** One line as spans; attributes hold until they are reset. */
function spans(line) {
  let style = {};
  let column = 0;
  const parts = [];
  for (const token of line.split(/(\u001b\[[\d;]*m)/)) {
    const codes = /^\u001b\[([\d;]*)m$/.exec(token);
    if (codes) {
      for (const code of codes[1].split(";").map(Number)) {
        if (code === 0) style = {};
        else if (code === 1) style = { ...style, bold: true };
        else if (code === 2) style = { ...style, dim: true };
        else if (code === 22) style = { ...style, bold: false, dim: false };
        else if (code === 39) style = { ...style, color: undefined };
        else if (COLORS[code]) style = { ...style, color: COLORS[code] };
      }
    } else if (token) {
      const fill = style.color ?? (style.dim ? "#768390" : "#adbac7");
      parts.push(`<tspan x="${(PAD + column * CELL).toFixed(1)}" fill="${fill}"${style.bold ? ' font-weight="bold"' : ""}>${escape(token)}</tspan>`);
      column += [...token].length;
    }
  }
  return parts.join("");
}

const plain = (line) => line.replace(/\u001b\[[\d;]*m/g, "");
const width = Math.ceil(PAD * 2 + Math.max(...lines.map((line) => [...plain(line)].length)) * CELL);
const height = PAD * 2 + lines.length * LINE;
const body = lines.map((line, i) => `<text y="${PAD + (i + 1) * LINE - 5}" xml:space="preserve">${spans(line)}</text>`).join("\n");
mkdirSync(dirname(join(root, out)), { recursive: true });
writeFileSync(
  join(root, out),
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="13">\n<rect width="100%" height="100%" rx="8" fill="#1c2128"/>\n${body}\n</svg>\n`,
);
