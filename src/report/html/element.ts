import { printable } from "../printable.js";

/** Markup that is safe to print: made by `h` alone. */
export interface Html { readonly markup: string }

/** What may stand inside an element; text is escaped, null is nothing. */
export type Child = Html | string | number | null | readonly Child[];

type Attributes = Readonly<Record<string, string | number | boolean | null>>;

const VOID = new Set(["meta", "input", "br", "hr"]);

/** An element with escaped attributes and children; an attribute of null or false is left out. */
export function h(name: string, attributes: Attributes, ...children: readonly Child[]): Html {
  const written = Object.entries(attributes).flatMap(([key, value]) => (value === null || value === false ? [] : [value === true ? ` ${key}` : ` ${key}="${attributeText(String(value))}"`])).join("");
  return { markup: VOID.has(name) ? `<${name}${written}>` : `<${name}${written}>${children.map(inside).join("")}</${name}>` };
}

/** Text as a text node shows it. */
export function textNode(text: string): string {
  return printable(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/** Text as the value of a quoted attribute. */
export function attributeText(text: string): string {
  return textNode(text).replace(/"/g, "&quot;").replace(/'/g, "&#39;");
}

/** JSON that can stand inside a script element: nothing in it ends the element or a line of script. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** An element whose content is not escaped: style and script of the page itself, and its data from `scriptJson`. */
export function trusted(name: "style" | "script", attributes: Attributes, content: string): Html {
  const { markup } = h(name, attributes);
  return { markup: markup.replace(`></${name}>`, () => `>${content}</${name}>`) };
}

function inside(child: Child): string {
  if (child === null) return "";
  if (typeof child === "string") return textNode(child);
  if (typeof child === "number") return String(child);
  return "markup" in child ? child.markup : child.map(inside).join("");
}
