/** Says whether a path of the build context (with `/`, no leading slash) is left out. */
export type Ignore = (path: string) => boolean;

interface Rule {
  readonly pattern: RegExp;
  readonly keeps: boolean;
}

/** Reads a `.dockerignore` (https://docs.docker.com/build/concepts/context/#dockerignore-files; patterns as Go's `filepath.Match`, with `**`): later lines win, `!` keeps again, `**` spans folders, a match covers everything below it. */
export function parseDockerignore(text: string): Ignore {
  const rules = text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .map((line) => (line.startsWith("#") ? "" : line.trim()))
    .filter((line) => line !== "" && line !== "!")
    .flatMap(parseRule);
  return (path) => {
    const segments = path.split("/");
    let ignored = false;
    for (const { pattern, keeps } of rules) {
      if (ignored !== keeps) continue;
      if (segments.some((_, index) => pattern.test(segments.slice(0, index + 1).join("/")))) ignored = !keeps;
    }
    return ignored;
  };
}

/** One line: `!` keeps what an earlier line left out. */
function parseRule(line: string): Rule[] {
  const keeps = line.startsWith("!");
  const cleaned = cleanPath(keeps ? line.slice(1).trim() : line);
  // "/" and "." name the whole context; leaving that out would leave nothing, and Docker ignores such lines too.
  return cleaned === "" ? [] : [{ keeps, pattern: globToRegExp(cleaned) }];
}

/** A path of a context as Go's `filepath.Clean` has it, without `/` at its ends; nothing leads out of the context. */
export function cleanPath(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment === ".." && segments.length > 0) segments.pop();
    else if (segment !== "..") segments.push(segment);
  }
  return segments.join("/");
}

/** The regular expression of a path pattern: `*` and `?` stay within a folder, `**` does not, `[…]` is a set; a broken set stands for itself. */
export function globToRegExp(glob: string): RegExp {
  let source = "";
  for (let at = 0; at < glob.length; at++) {
    const char = glob.charAt(at);
    if (char === "*" && glob[at + 1] === "*") {
      while (glob[at + 1] === "*") at++;
      if (glob[at + 1] === "/") {
        source += "(?:[^]*/)?";
        at++;
      } else source += "[^]*";
    } else if (char === "*") source += "[^/]*";
    else if (char === "?") source += "[^/]";
    else if (char === "[") {
      const set = /^\[(\^?)((?:\\[^]|[^\]\\])+)\]/.exec(glob.slice(at));
      source += set ? setSource(set[1] ?? "", set[2] ?? "") : "\\[";
      if (set) at += set[0].length - 1;
    } else if (char === "\\" && at + 1 < glob.length) source += quote(glob.charAt(++at));
    else source += quote(char);
  }
  return new RegExp(`^${source}$`, "u");
}

/** The members of a `[…]`; a set never matches a slash, negated or not. */
function setSource(negation: string, content: string): string {
  const members = [...content.matchAll(/\\([^])|([^])/gu)].map((match) => match[1] ?? match[2] ?? "");
  const ranges: string[] = [];
  for (let at = 0; at < members.length; at++) {
    const from = members[at] ?? "";
    const to = members[at + 2];
    if (members[at + 1] === "-" && to !== undefined && from <= to) {
      ranges.push(`${quoteInSet(from)}-${quoteInSet(to)}`);
      at += 2;
    } else ranges.push(quoteInSet(from));
  }
  return `(?!/)[${negation}${ranges.join("")}]`;
}

function quote(char: string): string {
  return /[\^$\\.*+?()[\]{}|/]/.test(char) ? `\\${char}` : char;
}

function quoteInSet(char: string): string {
  return char === "-" ? "\\-" : quote(char);
}
