/** Kinds in the order in which the first that holds names the finding. */
export const KINDS = ["moving-latest", "unpinned-pretrained", "mutable-url", "unordered-limit", "hosted-model"] as const;
export type Kind = (typeof KINDS)[number];

/** Names that the sentences are made of. */
interface Names {
  readonly job: string;
  readonly source: string;
  readonly place: string;
}

/** What, why and advice of one kind. */
export function wordsOf(kind: Kind, { job, source, place }: Names): { readonly what: string; readonly why: string; readonly advice: string } {
  switch (kind) {
    case "moving-latest":
      return {
        what: `${job} follows the newest ${source}`,
        why: "The same commit gives another result as soon as somebody publishes, and no record says what was used.",
        advice: `Name the version at ${place} and log it with the result`,
      };
    case "unpinned-pretrained":
      return {
        what: `${job} loads ${source} without a revision or checksum`,
        why: "Its publisher can replace the content under the same name, and the next run starts from something else.",
        advice: `Pin a revision or checksum at ${place}`,
      };
    case "mutable-url":
      return {
        what: `${job} reads ${source}, whose content may change or vanish`,
        why: "Nothing in the address fixes the content, so a past result cannot be repeated or explained.",
        advice: `Read a tagged release or a dated snapshot at ${place}, or check a hash of what arrives`,
      };
    case "unordered-limit":
      return {
        what: `${job} reads an arbitrary part of ${source}`,
        why: "A limit without a total order gives other rows on another day, so two runs of one commit differ.",
        advice: `Order by a key before the limit at ${place}, or sample with a seed`,
      };
    case "hosted-model":
      return {
        what: `${job} calls ${source} by a name without a date`,
        why: "The provider moves the name to another model without notice, and prompts and thresholds stay behind.",
        advice: `Name a dated version at ${place} and record it with the answers`,
      };
  }
}
