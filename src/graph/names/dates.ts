import { hasHole, type HoleTable } from "./pattern.js";

/** A name with its partitions abstracted, and the texts that the holes replaced. */
export interface Trimmed {
  readonly segments: readonly string[];
  readonly partitions: readonly string[];
}

const EXTENSION = /(?:\.[A-Za-z][A-Za-z0-9]{0,9}){1,2}$/;

/**
 * Puts a date hole for every dated segment and a partition hole for the value of every `key=value` segment, at any depth (LINEAGE section 5).
 * The only segment of a name is never trimmed, and an impossible date is no date.
 */
export function trimPartitions(segments: readonly string[], table: HoleTable): Trimmed {
  if (segments.length < 2) return { segments, partitions: [] };
  const trimmed: string[] = [];
  const partitions: string[] = [];
  for (let i = 0; i < segments.length; i++) {
    const run = dateRun(segments, i);
    if (run > 1) {
      partitions.push(segments.slice(i, i + run).join("/"));
      trimmed.push(table.add({ kind: "date", name: "" }));
      i += run - 1;
      continue;
    }
    trimmed.push(trimSegment(segments[i] ?? "", table, partitions));
  }
  return { segments: trimmed, partitions };
}

function trimSegment(segment: string, table: HoleTable, partitions: string[]): string {
  const equals = segment.indexOf("=");
  if (equals > 0 && equals < segment.length - 1) {
    const value = segment.slice(equals + 1);
    if (hasHole(value)) return segment;
    const extension = EXTENSION.exec(value)?.[0] ?? "";
    partitions.push(segment);
    const hole = isDated(value) ? table.add({ kind: "date", name: "" }) : table.add({ kind: "partition", name: "" });
    return `${segment.slice(0, equals + 1)}${hole}${extension}`;
  }
  const extension = EXTENSION.exec(segment)?.[0] ?? "";
  const stem = segment.slice(0, segment.length - extension.length);
  if (!isDated(stem)) return segment;
  partitions.push(segment);
  return `${table.add({ kind: "date", name: "" })}${extension}`;
}

/** Number of segments from `start` that are `/yyyy/MM` or `/yyyy/MM/dd`; 0 where they are not. */
function dateRun(segments: readonly string[], start: number): number {
  const year = segments[start] ?? "";
  const month = segments[start + 1] ?? "";
  if (!isYear(year) || !isMonth(month)) return 0;
  return isDay(year, month, segments[start + 2] ?? "") ? 3 : 2;
}

/** Is the whole text a date, with only `T`, `Z` and digits left over? */
export function isDated(text: string): boolean {
  const whole = /^(\d{4})-(\d{2})-(\d{2})([TZ\d]*)$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})((?:T[TZ\d]*)?)$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})(\d*Z?)$/.exec(text);
  if (whole) return isYear(whole[1]) && isMonth(whole[2]) && isDay(whole[1], whole[2], whole[3]) && (whole[4] ?? "").length <= 12;
  const dotted = /^(\d{2})\.(\d{2})\.(\d{4})[TZ\d]*$/.exec(text);
  if (dotted) return isYear(dotted[3]) && isMonth(dotted[2]) && isDay(dotted[3], dotted[2], dotted[1]);
  const month = /^(\d{4})-?(\d{2})$/.exec(text);
  return month !== null && isYear(month[1]) && isMonth(month[2]);
}

function isYear(text: string | undefined): boolean {
  return text !== undefined && /^(?:19|20)\d\d$/.test(text);
}

function isMonth(text: string | undefined): boolean {
  return text !== undefined && /^(?:0[1-9]|1[0-2])$/.test(text);
}

function isDay(year: string | undefined, month: string | undefined, day: string | undefined): boolean {
  if (day === undefined || !/^\d\d$/.test(day)) return false;
  const last = [31, isLeap(Number(year)) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][Number(month) - 1] ?? 0;
  return Number(day) >= 1 && Number(day) <= last;
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}
