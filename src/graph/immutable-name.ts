/** A path segment or the end of a file's name that numbers a release: `v2.3.1`, `1.0`, `ratings-1.2.csv`; a bare `v1` numbers an interface. */
const RELEASE = /^v?\d+(?:\.\d+)+(?:[-+.]?(?:rc|post|alpha|beta)\d*)?$/i;
const RELEASED_FILE = /[-_]v?\d+\.\d+(?:\.\d+)*\.[a-z][a-z0-9.]*$/i;
const DAY = /(?:^|[^0-9])(?:19|20)\d{2}[-_.]?(?:0[1-9]|1[0-2])[-_.]?(?:0[1-9]|[12]\d|3[01])(?![0-9])/;

/** What in a resource's own name keeps its content from changing (a commit, a digest, a DOI, a release, a day), in words; null where nothing does. */
export function immutableName(id: string): string | null {
  if (/(?:^|[^0-9a-f])[0-9a-f]{40}(?![0-9a-f])/i.test(id)) return "a commit in its name";
  if (/sha256[:=/-][0-9a-f]{16,}/i.test(id) || /(?:^|[^0-9a-f])[0-9a-f]{64}(?![0-9a-f])/i.test(id)) return "a digest in its name";
  if (/(?:^|\/\/|\.|\/)doi(?:\.org)?\/10\.\d{4,}\//i.test(id) || /\/10\.\d{4,}\/\w/.test(id)) return "a DOI";
  if (/[?&](?:versionid|generation|version|snapshot)=[\w.-]+/i.test(id) && !/=(?:latest|newest|current|head)\b/i.test(id)) return "a version in its address";
  const segments = id.split(/[/?#]/);
  if (segments.some((segment) => RELEASE.test(segment)) || RELEASED_FILE.test(segments[segments.length - 1] ?? "")) return "a release in its name";
  if (/[^/:]\/\d{1,4}$/.test(id.split(/[?#]/)[0] ?? "")) return "a number in its name";
  if (id.includes("{date}") || DAY.test(id)) return "a day in its name";
  return null;
}
