/** Stands for any capitalised name. */
const ANY_CLASS = "<Class>";

/** The last name of an entry that stands for several. */
export interface Glob { readonly before: string; readonly after: string; readonly capital: boolean }

/** A name that stands for several: `*_score`, `<Class>`. */
export function isGlob(name: string): boolean {
  return name.includes("*") || name.endsWith(ANY_CLASS);
}

/** Reads a last name with `*` or `<Class>`. */
export function readGlob(last: string): Glob {
  const capital = last === ANY_CLASS;
  const [before = "", after = ""] = capital ? [] : last.split("*");
  return { before, after, capital };
}

/** Whether two globs are the same. */
export function sameGlob(a: Glob, b: Glob): boolean {
  return a.before === b.before && a.after === b.after && a.capital === b.capital;
}

/** Whether a glob stands for a name. */
export function matchesGlob(glob: Glob, name: string): boolean {
  if (glob.capital && !/^[A-Z]/.test(name)) return false;
  return name.length >= glob.before.length + glob.after.length && name.startsWith(glob.before) && name.endsWith(glob.after);
}
