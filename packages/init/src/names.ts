/** What a Kubernetes name, an image name of waybill.yml and a part of an image's repository all take. */
const MAX_NAME = 63;

/** A text as a DNS label: lower-case letters, digits and '-'; undefined when nothing of it remains. */
export function dnsLabel(text: string): string | undefined {
  const label = text
    .normalize("NFKD")
    .replaceAll(/\p{M}+/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, MAX_NAME)
    .replaceAll(/^-+|-+$/g, "");
  return label === "" ? undefined : label;
}

/** The name itself, or with the first number that makes it new. */
export function uniqueName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 2, next = name; ; number++) {
    if (!taken.has(next)) return next;
    next = `${name.slice(0, MAX_NAME - 4)}-${number}`;
  }
}

/** A name as an environment variable: `STAGING_EU`. */
export function variableName(text: string): string {
  return text.toUpperCase().replaceAll(/[^A-Z0-9]+/g, "_");
}

/** Whether waybill.yml and a workflow take the name of an environment as it stands. */
export function isEnvironmentName(name: string): boolean {
  return /^[A-Za-z]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/.test(name);
}

/** The folder of a path with `/`, `.` for the top. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "." : path.slice(0, slash);
}

/** A path inside a folder, `.` for the folder itself. */
export function pathIn(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.replaceAll("\\", "/").split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else parts.push(part);
  }
  return parts.join("/") || ".";
}

/** Whether a path, as `pathIn` gives it, leaves the workspace. */
export function isOutside(path: string): boolean {
  return path === ".." || path.startsWith("../");
}

/** The last part of a path. */
export function lastPart(path: string): string {
  return path.split("/").at(-1) ?? path;
}

/** A text that is the name of a Kubernetes namespace. */
export function namespaceOf(text: string | undefined): string | undefined {
  return text !== undefined && /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(text) ? text : undefined;
}
