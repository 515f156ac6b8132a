/**
 * Stands for the folder of the analysed roots at the start of a path that is known from the place of a file, not from a working directory: `__file__` of `src/train.py`
 * is `/<root>/src/train.py`. It looks like an absolute path, so that parents, joins and normal forms of paths need no case for it.
 */
export const ROOT_MARK = "/<root>";

/** Path below the roots of a marked path ("" for the folder of the roots itself); null for any other text. */
export function belowRoot(path: string): string | null {
  if (path === ROOT_MARK) return "";
  return path.startsWith(`${ROOT_MARK}/`) ? path.slice(ROOT_MARK.length + 1) : null;
}
