/** Gives the lower-case hex SHA-256 of a text's UTF-8 bytes; engine supplies it. */
export type Hash = (text: string) => string;

/** What identifies a finding through edits: no line, no message, no severity (GATE section 1). */
export interface Identity {
  readonly rule: string;
  readonly subject: string;
  readonly discriminator: string;
}

/** The fingerprint of a finding; `ordinal` is its position among findings of equal identity, from 0. */
export function findingKey(hash: Hash, of: Identity, ordinal: number): string {
  return `v1:${hash(["mldebt/v1", of.rule, of.subject, of.discriminator, String(ordinal)].join("\0")).slice(0, 32)}`;
}
