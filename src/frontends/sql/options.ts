import type { Draft } from "./draft.js";
import { placeholderSpelled, spellContent } from "./name.js";
import { isStage, readStageName } from "./stage.js";
import { endAt, groupEnd, kindAt, signAt, startAt, textAt, wordAt } from "./token.js";
import type { Mention } from "./tree.js";

const PATH_OPTIONS = new Set(["URI", "URIS", "PATH", "EXTERNAL_LOCATION", "LOCATION", "S3_LOCATION", "PATHS", "FILEPATH", "URL"]);

/** A path or stage at a token: a string, a placeholder, `@stage`. */
export function readPath(draft: Draft, at: number, to: number): { readonly mention: Mention; readonly next: number } | null {
  const { tokens } = draft;
  const place = { start: startAt(tokens, at), end: endAt(tokens, at) };
  if (isStage(draft, at)) return readStageName(draft, at, to);
  if (kindAt(tokens, at) === "string" || (kindAt(tokens, at) === "quoted" && tokens.words[at] === '"')) return { mention: { spelled: spellContent(tokens, at, draft.around.source), name: null, form: "path", at: place }, next: at + 1 };
  if (kindAt(tokens, at) === "placeholder") return { mention: { spelled: placeholderSpelled(textAt(tokens, at)), name: null, form: "path", at: place }, next: at + 1 };
  return null;
}

/** Paths among the options of a group: `OPTIONS (uris = ['gs://...'])`, `WITH (external_location = 's3://...')`. */
export function readPathOptions(draft: Draft, open: number): readonly Mention[] {
  const { tokens } = draft;
  const found: Mention[] = [];
  const end = groupEnd(tokens, open);
  for (let at = open + 1; at < end; at++) {
    const key = kindAt(tokens, at) === "string" || kindAt(tokens, at) === "quoted" ? textAt(tokens, at).slice(1, -1).toUpperCase() : wordAt(tokens, at);
    if (!PATH_OPTIONS.has(key)) continue;
    let value = at + 1;
    while (/^(?:=|=>|\[|\()$/.test(signAt(tokens, value)) || wordAt(tokens, value) === "ARRAY") value++;
    for (let path = readPath(draft, value, end); path; path = signAt(tokens, path.next) === "," && kindAt(tokens, path.next + 1) === "string" && signAt(tokens, path.next + 2) !== "=" ? readPath(draft, path.next + 1, end) : null) {
      found.push(path.mention);
      at = path.next - 1;
    }
  }
  return found;
}
