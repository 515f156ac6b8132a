/** A known or unknown part of a text; a hole is named where the text names it. */
export type Piece = string | { readonly hole: string | null };

/** What a template calls a table by: `ref('m')`, `source('s', 't')`, `this`. */
export interface Marker { readonly kind: "ref" | "source" | "this"; readonly args: readonly string[] }

/** One way in which a text may read. */
export interface Spelling { readonly pieces: readonly Piece[]; readonly marker?: Marker }

/** A text that is known in part. `all`: each option occurs (a loop over a list), not one of them. */
export interface Spelled { readonly options: readonly Spelling[]; readonly all: boolean }

/** Longest text, in pieces, and most options that are followed. */
const MOST_PIECES = 64;
const MOST_OPTIONS = 8;

/** A text of which nothing is known but perhaps a name. */
export function holeSpelled(name: string | null): Spelled {
  return { options: [{ pieces: [{ hole: name }] }], all: false };
}

/** A known text. */
export function textSpelled(text: string): Spelled {
  return { options: [{ pieces: [text] }], all: false };
}

/** Text put together, in all combinations of its parts' options; too many of them leave a hole. A marker survives only where it is the whole text. */
export function joinSpelled(parts: readonly (Spelled | string)[]): Spelled {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined && typeof only !== "string") return only;
  let options: Spelling[] = [{ pieces: [] }];
  let all = false;
  for (const part of parts) {
    const next = typeof part === "string" ? textSpelled(part).options : options.length * part.options.length > MOST_OPTIONS ? holeSpelled(null).options : part.options;
    if (typeof part !== "string" && part.all) all = true;
    options = options.flatMap((left) => next.map((right) => ({ pieces: merged(left.pieces, right.pieces) })));
  }
  return { options, all };
}

/** One of several texts, or all of them. */
export function unitedSpelled(values: readonly Spelled[], all: boolean): Spelled {
  const seen = new Set<string>();
  const options = values.flatMap((value) => value.options).filter((option) => {
    const key = JSON.stringify(option);
    return !seen.has(key) && seen.add(key);
  });
  return options.length > MOST_OPTIONS ? holeSpelled(null) : { options, all: all || values.some((value) => value.all) };
}

/** The text where it is fully known and single, else null. */
export function knownText(value: Spelled): string | null {
  const [only] = value.options;
  if (value.options.length !== 1 || !only) return null;
  return only.pieces.every((piece) => typeof piece === "string") ? only.pieces.join("") : null;
}

function merged(left: readonly Piece[], right: readonly Piece[]): readonly Piece[] {
  const result: Piece[] = [...left];
  for (const piece of right) {
    const last = result[result.length - 1];
    if (piece === "") continue;
    if (typeof piece === "string" && typeof last === "string") result[result.length - 1] = last + piece;
    else if (result.length < MOST_PIECES) result.push(piece);
    else return [...result.slice(0, MOST_PIECES - 1), { hole: null }];
  }
  return result;
}
