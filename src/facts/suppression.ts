/** What a suppression comment says; whether it suppresses (reason, known rules, date) is judged later. */
export interface SuppressionText {
  readonly rules: readonly string[];
  readonly scope: "line" | "file";
  readonly reason?: string;
  /** As written, even if it is no date. */
  readonly until?: string;
}

const OPENING = /^[\s#/*;%<!-]*mldebt:\s*(ignore|allow)(-file)?\b/;
const CLOSING = /\s*(?:\*\/|-->)\s*$/;
const RULE = /^\s*([\w-]+(?:\s*,\s*[\w-]+)*)/;

/**
 * Reads the text of one comment, opening characters included: `mldebt: ignore[rule, rule] reason until=YYYY-MM-DD` (GATE section 5) or
 * `mldebt: allow rule, rule until YYYY-MM-DD -- reason`; `ignore-file` and `allow-file` hold for the whole file. Null for any other comment.
 */
export function parseSuppression(comment: string): SuppressionText | null {
  const opening = OPENING.exec(comment);
  if (!opening) return null;
  const scope = opening[2] ? "file" : "line";
  const body = comment.slice(opening[0].length).replace(CLOSING, "");
  return opening[1] === "ignore" ? parseBrackets(body, scope) : parseWords(body, scope);
}

function parseBrackets(body: string, scope: SuppressionText["scope"]): SuppressionText | null {
  const list = /^\s*\[([^\]]*)\]/.exec(body);
  if (!list) return null;
  const words = body.slice(list[0].length).split(/\s+/).filter(Boolean);
  const until = words.find((word) => word.startsWith("until="))?.slice("until=".length);
  return suppression(listed(list[1]), scope, words.filter((word) => !word.startsWith("until=")).join(" "), until);
}

function parseWords(body: string, scope: SuppressionText["scope"]): SuppressionText {
  const dashes = /(?:^|\s)--(?:\s|$)/.exec(body);
  const head = dashes ? body.slice(0, dashes.index) : body;
  const reason = dashes ? body.slice(dashes.index + dashes[0].length).trim() : "";
  const rules = RULE.exec(head);
  const until = /\buntil[\s=]+(\S+)/.exec(head.slice(rules?.[0].length ?? 0));
  return suppression(listed(rules?.[1]), scope, reason, until?.[1]);
}

function listed(text: string | undefined): readonly string[] {
  return (text ?? "").split(",").map((rule) => rule.trim()).filter(Boolean);
}

function suppression(rules: readonly string[], scope: SuppressionText["scope"], reason: string, until: string | undefined): SuppressionText {
  return { rules, scope, ...(reason && { reason }), ...(until && { until }) };
}
