/** Text broken at blanks into lines of at most `width`; a longer word has a line of its own and is never cut. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** A label and a text beside it, wrapped under itself. `style` colours the label after it was padded. */
export function beside(label: string, text: string, at: { readonly indent: number; readonly column: number; readonly width: number }, style: (label: string) => string = (it) => it): string {
  const [first = "", ...rest] = wrap(text, Math.max(20, at.width - at.column));
  const head = `${" ".repeat(at.indent)}${style(label.padEnd(at.column - at.indent))}${first}`;
  return [head, ...rest.map((line) => " ".repeat(at.column) + line)].join("\n");
}
