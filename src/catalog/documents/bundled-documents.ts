import bundle from "../catalog.json" with { type: "json" };
import type { DocumentFile, DocumentModel } from "./document-model.js";

let models: readonly DocumentModel[] | undefined;

/** Models of the documents that the package knows. Their shape is proved by a test, so that it is not checked at each start. */
export function bundledDocuments(): readonly DocumentModel[] {
  models ??= (bundle as unknown as readonly (DocumentFile & { readonly file: string })[]) // JSON modules are typed by content
    .filter(({ file }) => file.startsWith("config/"))
    .flatMap(({ documents }) => documents);
  return models;
}
