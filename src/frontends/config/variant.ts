/** Formats that the configuration front-end reads. `lock` and the like are only counted. */
export type ConfigVariant =
  | "yaml" | "yaml-script" | "compose" | "json" | "toml" | "ini" | "properties" | "env" | "dockerfile" | "makefile" | "requirements" | "hcl" | "procfile" | "crontab" | "codeowners" | "lock";

/** Code that is named after what it writes (`dockerfile.py`). */
const CODE = /\.(?:py|pyi|ipynb|js|mjs|cjs|jsx|ts|tsx|rb|go|java|scala|kt|rs|sh|bash|sql|md|rst|html)$/;

const LOCKS = /^(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.ya?ml|poetry\.lock|uv\.lock|pdm\.lock|Pipfile\.lock|Cargo\.lock|conda-lock\.ya?ml|.*\.conda-lock\.ya?ml|dvc\.lock|composer\.lock|Gemfile\.lock|\.terraform\.lock\.hcl|bun\.lock|deno\.lock|pixi\.lock)$/;

/** Base names, then folders, tried in order. */
const BY_NAME: readonly (readonly [RegExp, ConfigVariant])[] = [
  [LOCKS, "lock"],
  [/^(?:docker-)?compose(?:[.-].*)?\.ya?ml$|docker-compose.*\.ya?ml$/i, "compose"],
  [/^\.gitlab-ci.*\.ya?ml$|^azure-pipelines.*\.ya?ml$|^cloudbuild.*\.ya?ml$|^buildspec.*\.ya?ml$|^bitbucket-pipelines\.ya?ml$|^action\.ya?ml$/, "yaml-script"],
  [/\.ya?ml$|\.dvc$|^MLproject$|^MLmodel$|\.ya?ml\.(?:example|template|tmpl|j2|dist)$/, "yaml"],
  [/\.toml$|^Pipfile$/, "toml"],
  [/^(?:.*\.)?dockerfile(?:\.[\w.-]+)?$|^containerfile(?:\.[\w.-]+)?$/i, "dockerfile"],
  [/^(?:GNU)?makefile(?:\.[\w-]+)?$|\.mk$/i, "makefile"],
  [/^(?:.*[-_.])?(?:requirements|constraints)(?:[-_.].*)?\.(?:txt|in)$/, "requirements"],
  [/^\.env(?:\.[\w-]+)*$|\.env(?:\.[\w-]+)?$|^env\.(?:example|sample|template|default|dist|local|dev|development|staging|prod|production|test)$/, "env"],
  [/\.jsonc?$/, "json"],
  [/\.(?:tf|hcl|tfvars)$/, "hcl"],
  [/\.(?:ini|cfg)$/, "ini"],
  [/\.conf$/, "ini"],
  [/\.properties$/, "properties"],
  [/^Procfile(?:\.\w+)?$/, "procfile"],
  [/^crontab(?:\.\w+)?$|\.(?:cron|crontab)$/, "crontab"],
  [/^CODEOWNERS$/, "codeowners"],
];

/** The format of a file by its name and the folder around it; null where this front-end does not read it. */
export function configVariant(path: string): ConfigVariant | null {
  const parts = path.split("/");
  const name = parts[parts.length - 1] ?? "";
  const folder = parts[parts.length - 2] ?? "";
  if (folder === ".dvc") return /^config(?:\.local)?$/.test(name) ? "ini" : null;
  if (folder === "requirements" && /\.(?:txt|in)$/.test(name)) return "requirements";
  if (/^cron\.(?:d|daily|hourly|weekly|monthly)$/.test(folder) && !name.includes(".")) return folder === "cron.d" ? "crontab" : null;
  if (CODE.test(name)) return null;
  const variant = BY_NAME.find(([pattern]) => pattern.test(name))?.[1] ?? null;
  if (variant === "yaml" && (folder === "workflows" || folder === ".pipelines" || folder === ".azure-pipelines" || folder === ".circleci")) return "yaml-script";
  return variant;
}
