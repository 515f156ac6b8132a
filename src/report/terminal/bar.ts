const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/** A bar of `width` cells, filled by `share` (0 to 1) in eighths of a cell; what is not filled comes second. */
export function bar(share: number, width: number): readonly [full: string, rest: string] {
  const eighths = Math.round(Math.min(1, Math.max(0, share)) * width * 8);
  const full = "█".repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? "");
  return [full, "░".repeat(width - full.length)];
}
