import bundle from "../catalog.json" with { type: "json" };
import type { CommandModel } from "./command-model.js";
import type { DocumentFile, DocumentModel } from "./document-model.js";

let files: readonly DocumentFile[] | undefined;

/** Files of document and command models that ship with the package. Their shape is proved by a test, so that it is not checked at each start. */
function bundledFiles(): readonly DocumentFile[] {
  files ??= (bundle as unknown as readonly (DocumentFile & { readonly file: string })[]).filter(({ file }) => file.startsWith("config/")); // JSON modules are typed by content
  return files;
}

/** Models of the documents that the package knows. */
export function bundledDocuments(): readonly DocumentModel[] {
  return bundledFiles().flatMap(({ documents }) => documents ?? []);
}

/** Models of the programs that the package knows. */
export function bundledCommands(): readonly CommandModel[] {
  return bundledFiles().flatMap(({ commands }) => commands ?? []);
}
