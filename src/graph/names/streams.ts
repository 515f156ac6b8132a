import { HOLE, holeAt, type HoleTable } from "./pattern.js";
import { countKnown, isKnown, type Spelled } from "./spelled.js";

/** Topics, queues and streams: a plain name, an ARN, a queue's URL, or Google's resource path. */
export function spellStream(platform: string, name: string, project: string | undefined): Spelled | null {
  const text = name.trim();
  const google = /^projects\/([^/]+)\/(?:topics|subscriptions)\/([^/]+)$/s.exec(text);
  if (google) return stream("pubsub", [google[1] ?? "", google[2] ?? ""]);
  const arn = /^arn:aws[\w-]*:(kinesis|sqs|sns|firehose):[^:]*:[^:]*:(?:[\w-]+\/)?(.+)$/s.exec(text);
  if (arn) return stream(arn[1] ?? platform, [arn[2] ?? ""]);
  const queue = /^https?:\/\/(?:sqs|queue)\.[^/]*\/\d+\/(.+)$/s.exec(text);
  if (queue) return stream("sqs", [queue[1] ?? ""]);
  const address = /^([a-z]+):\/\/[^/]+\/(.+)$/s.exec(text);
  if (address) return stream(address[1] ?? platform, [address[2] ?? ""]);
  return stream(platform, platform === "pubsub" && project ? [project, text] : [text]);
}

function stream(platform: string, names: readonly string[]): Spelled | null {
  if (!isKnown(names.at(-1) ?? "") && countKnown(names) === 0) return null;
  return { id: `${platform}:${names.join("/")}`, name: names.join("/"), place: "topic", known: countKnown(names), folds: true };
}

/** A key of a key-value store: every unknown part is any text, whatever the variable is called, and `:` parts a key like `/`. */
export function spellKey(platform: string, name: string, table: HoleTable): Spelled | null {
  const key = name.trim().replace(new RegExp(HOLE.source, "g"), (character) => {
    const kind = holeAt(character, table.holes)?.kind;
    return kind === "environment" || kind === "date" ? character : table.add({ kind: "unknown", name: "" });
  });
  const segments = key.split(/[:/]/).filter((it) => it !== "");
  if (countKnown(segments) === 0) return null;
  return { id: `${platform}:${segments.join("/")}`, name: segments.join("/"), place: "table", known: countKnown(segments), folds: false };
}
