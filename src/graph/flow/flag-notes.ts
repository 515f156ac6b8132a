import type { Store } from "../../facts/file-facts.js";
import type { Abstract, ObjectId } from "./abstract.js";
import type { Frame } from "./frame.js";
import { notesOf } from "./notes.js";
import { placeIn } from "./project-file.js";
import { knownText } from "./text-algebra.js";

/** Notes that code assigns to a switch. */
export function noteOptionStore(frame: Frame, parser: ObjectId, name: string, value: Abstract, store: Store): void {
  const at = placeIn(frame.file, store.at);
  const text = value.texts.length === 1 && value.texts[0] ? knownText(value.texts[0]) : null;
  notesOf(frame).optionWrites.set(`${parser} ${name} ${at.path} ${at.line} ${at.column}`, { parser, name, at, value: text, role: frame.file.role });
}
