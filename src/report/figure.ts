/** A figure with a fixed number of decimals and no negative zero. */
export function figure(value: number, decimals = 1): string {
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? (0).toFixed(decimals) : text;
}

/** `1 finding`, `3 findings`; grouped by thousands: `12,400 lines`. */
export function amount(count: number, one: string, many = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}

/** `18,400`. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

/**
 * Figures rounded so that what is printed adds up to the printed total, that of their sum unless given (largest remainder; ties to the earlier one). In the order given.
 */
export function roundedToSum(values: readonly number[], decimals = 1, total = values.reduce((sum, value) => sum + value, 0)): readonly number[] {
  const unit = 10 ** decimals;
  const floors = values.map((value) => Math.floor(value * unit + 1e-9));
  const missing = Math.round(total * unit) - floors.reduce((sum, value) => sum + value, 0);
  const order = values.map((_, i) => i).sort((a, b) => remainder(values, floors, b, unit) - remainder(values, floors, a, unit) || a - b);
  const raised = new Set(missing > 0 ? order.slice(0, missing) : []);
  const lowered = new Set(missing < 0 ? order.slice(missing) : []);
  return floors.map((floor, i) => (floor + (raised.has(i) ? 1 : lowered.has(i) ? -1 : 0)) / unit);
}

function remainder(values: readonly number[], floors: readonly number[], i: number, unit: number): number {
  return (values[i] ?? 0) * unit - (floors[i] ?? 0);
}
