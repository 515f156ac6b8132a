import { CST } from "yaml";
import type { Scalar } from "../../facts/value.js";
import { bodyOf } from "./yaml-token.js";

/** A scalar with its meaning and, where its text stands unchanged in the file, the offset of each position of the text. */
export interface YamlScalar {
  readonly value: Scalar;
  readonly start: number;
  readonly end: number;
  readonly offsetOf?: (position: number) => number;
  readonly problem?: string;
}

type ScalarToken = CST.FlowScalar | CST.BlockScalar;

/** Is it a token that `readYamlScalar` takes? */
export function isScalarToken(token: CST.Token | null | undefined): token is ScalarToken {
  return token?.type === "scalar" || token?.type === "single-quoted-scalar" || token?.type === "double-quoted-scalar" || token?.type === "block-scalar";
}

/**
 * Reads a scalar. Spellings on which YAML 1.1 and 1.2 disagree (`yes`, `no`, `on`, `off`, `010`, `1:30`, `1_000`) stay text, since the reader's version is not known.
 * A tag `!!str` keeps text. `restore` puts masked templates back.
 */
export function readYamlScalar(token: ScalarToken, text: string, tag: string | undefined, restore: (part: string) => string): YamlScalar {
  let problem: string | undefined;
  const resolved = CST.resolveAsScalar(token, false, (_offset, _code, message) => { problem ??= message; });
  const raw = restore(resolved?.value ?? "");
  const withProblem = problem === undefined ? {} : { problem };
  if (token.type === "block-scalar") {
    const body = bodyOf(token);
    const lead = /^(?:[ \t]*\r?\n)*/.exec(token.source)?.[0].length ?? 0;
    const indent = /^ */.exec(token.source.slice(lead))?.[0].length ?? 0;
    const literal = token.props.some((part) => part.type === "block-scalar-header" && part.source.startsWith("|"));
    const start = body + Math.min(lead + indent, token.source.length);
    const end = Math.max(start, body + token.source.trimEnd().length);
    return { value: raw, start, end, ...withProblem, ...(literal && { offsetOf: lineOffsets(raw, token.source, body, indent, text.length) }) };
  }
  const start = token.offset;
  const end = start + token.source.length;
  const quote = token.type === "scalar" ? 0 : 1;
  // `raw` stands in the file as it is only where nothing was unescaped or folded.
  const verbatim = text.startsWith(raw, start + quote) ? { offsetOf: (position: number) => start + quote + position } : {};
  const value = token.type === "scalar" && tag !== "!!str" ? plainValue(raw) : raw;
  return { value, start, end, ...verbatim, ...withProblem };
}

function plainValue(text: string): Scalar {
  if (text === "" || text === "~" || /^(?:null|Null|NULL)$/.test(text)) return null;
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  if (/^(?:false|False|FALSE)$/.test(text)) return false;
  if (/^[-+]?(?:0|[1-9][0-9]*)$/.test(text) || /^[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/.test(text)) {
    const value = Number(text);
    return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value)) ? value : text;
  }
  return text;
}

/** Each line of a literal block stands on a line of the file, behind the indentation. */
function lineOffsets(value: string, source: string, body: number, indent: number, limit: number): (position: number) => number {
  const inValue = lineStarts(value);
  const inSource = lineStarts(source);
  return (position) => {
    let line = 0;
    while (line + 1 < inValue.length && (inValue[line + 1] ?? Infinity) <= position) line++;
    return Math.min(limit, body + (inSource[line] ?? source.length) + indent + position - (inValue[line] ?? 0));
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let i = text.indexOf("\n"); i >= 0; i = text.indexOf("\n", i + 1)) starts.push(i + 1);
  return starts;
}
