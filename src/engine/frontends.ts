import type { Frontend } from "../frontends/frontend.js";

/** All front-ends, in the order in which they are asked for a path. A new language is one line here. */
export const frontends: readonly Frontend[] = [];
