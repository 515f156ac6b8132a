/** `a`, `a and b`, `a, b and c`; beyond `most`, `a, b and 3 more`. */
export function listed(items: readonly string[], most = 3): string {
  const shown = items.length > most ? [...items.slice(0, most - 1), `${items.length - most + 1} more`] : items;
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown[shown.length - 1]}`;
}

/** `1 module`, `4 modules`; a third word for plurals that do not end in s. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `train.py:12`: how a sentence cites a place. */
export function cited(at: { readonly path: string; readonly line: number }): string {
  return `${at.path}:${at.line}`;
}
