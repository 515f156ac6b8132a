import { compareText } from "../facts/location.js";
import { assemble } from "./assemble/assemble.js";
import { declaredOutputs } from "./assemble/document-acts.js";
import { DocumentTexts } from "./assemble/document-texts.js";
import { feastProjects } from "./assemble/feast-projects.js";
import { interpretProject } from "./flow/interpret-project.js";
import type { Graph } from "./graph.js";
import type { LinkInput } from "./input.js";
import { filePlaces } from "./names/file-places.js";
import { createSpeller } from "./names/speller.js";
import { fileRoles } from "./roles.js";
import { projectScopes } from "./scopes.js";

/** Links the facts of all files into one graph: a pure function of the set of files, whatever their order. */
export function link(unsorted: LinkInput): Graph {
  const input: LinkInput = {
    ...unsorted, files: [...unsorted.files].sort((a, b) => compareText(a.path, b.path)), tree: [...unsorted.tree].sort(compareText),
  };
  const scopes = projectScopes(input.tree, input.roots);
  const texts = new DocumentTexts(input.files);
  const spell = createSpeller({
    places: filePlaces(input.tree, declaredOutputs(input.files, texts), scopes), feastProject: feastProjects(input.files, texts, scopes),
  });
  const effects = interpretProject(input, spell);
  return assemble(input, effects, { scopes, roleOf: fileRoles(input.tree, input.settings.roles, input.roots), spell, texts });
}
