import { configFrontend } from "../frontends/config/config.js";
import type { Frontend } from "../frontends/frontend.js";
import { notebookFrontend } from "../frontends/notebook/notebook.js";
import { pythonFrontend } from "../frontends/python/python.js";
import { shellFrontend } from "../frontends/shell/shell.js";
import { sqlFrontend } from "../frontends/sql/sql.js";
import { typescriptFrontend } from "../frontends/typescript/typescript.js";

/** All front-ends, in the order in which they are asked for a path. A new language is one line here. */
export const frontends: readonly Frontend[] = [pythonFrontend, notebookFrontend, typescriptFrontend, sqlFrontend, shellFrontend, configFrontend];
