const HOUR = 60;
/** A day of work. */
const DAY = 8 * HOUR;

/** Minutes as people say them: `15 min`, `6 h 30 min`, `2 days 3 h`; a day has 8 hours of work. */
export function duration(minutes: number): string {
  const whole = Math.round(minutes);
  if (whole < 1) return minutes > 0 ? "under 1 min" : "0 min";
  if (whole < HOUR) return `${whole} min`;
  if (whole < 2 * DAY) return parts([[Math.floor(whole / HOUR), "h"], [whole % HOUR, "min"]]);
  const hours = Math.round(whole / HOUR);
  return parts([[Math.floor(hours / 8), "days"], [hours % 8, "h"]]);
}

/** Years as people say them: `6 months`, `1.4 years`. */
export function years(figure: number): string {
  const months = Math.round(figure * 12);
  if (months < 1) return "under a month";
  if (months < 18) return months === 1 ? "1 month" : `${months} months`;
  return figure >= 100 ? "over 100 years" : `${figure.toFixed(1)} years`;
}

function parts(of: readonly (readonly [number, string])[]): string {
  return of.filter(([amount]) => amount > 0).map(([amount, unit]) => `${amount} ${unit}`).join(" ");
}
