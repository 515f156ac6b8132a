/** Blank: ASCII blanks and Unicode's spaces. */
export function isBlank(unit: number): boolean {
  return unit === 32 || (unit >= 9 && unit <= 13) || unit === 0xa0 || (unit >= 0x2000 && unit <= 0x200b) || unit === 0x2028 || unit === 0x2029 || unit === 0x3000 || unit === 0xfeff;
}

/** An ASCII digit. */
export function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

/** What a word may start with: letters, `_`, and everything beyond ASCII that is no blank and no quotation mark. */
export function isWordStart(unit: number): boolean {
  return (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) || unit === 95 || (unit >= 0x80 && !isBlank(unit) && !(unit >= 0x2018 && unit <= 0x201f));
}

/** What a word may hold: also digits and `$`. */
export function isWordUnit(unit: number): boolean {
  return isWordStart(unit) || isDigit(unit) || unit === 36;
}

/** `${x}`, `$(x)`, `{x}`, `{}`: a part of a word that is filled in later. No blank inside `{}`, or it would be a literal. */
const HOLE = /\$\{[^{}\n]*\}|\$\(\w+\)|\{(?:[A-Za-z_]\w*(?:\.\w+|\[[^\]\s{}]*\])*(?:![rsa])?(?::[^{}\s'",]*)?|\d*)\}/y;

const FORMAT_HOLE = /%(?:\([^)\s]*\)|\d\$)?[sdifrIL](?!\w)/y;

/** Offset after a hole of a format text (`%s`, `%(name)s`) that opens at `at`, or -1. */
export function formatHoleEnd(text: string, at: number): number {
  FORMAT_HOLE.lastIndex = at;
  return FORMAT_HOLE.test(text) ? FORMAT_HOLE.lastIndex : -1;
}

/** Offset after a hole that opens at `at`, or -1. */
export function holeEnd(text: string, at: number): number {
  HOLE.lastIndex = at;
  return HOLE.test(text) ? HOLE.lastIndex : -1;
}

/** Offset after the word that starts at `at` (holes are part of it); `at` itself where no word starts. */
export function wordEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length) {
    const unit = text.charCodeAt(end);
    if (unit === 123 || (unit === 36 && (text.charCodeAt(end + 1) === 123 || text.charCodeAt(end + 1) === 40))) {
      const hole = holeEnd(text, end);
      if (hole < 0) break;
      end = hole;
    } else if (isWordUnit(unit)) end++;
    else break;
  }
  return end;
}
