/** Variables by name, as far as they are known. */
export type Variables = Readonly<Record<string, string>>;

/**
 * The simple commands of a shell script, each as its words. Nothing is run: known variables are put in, and a word that still needs one, or a
 * substitution, keeps its `$`, so that whoever reads the word sees that it is not known.
 */
export function readCommands(script: string, variables: Variables): string[][] {
  const commands: string[][] = [];
  let words: string[] = [];
  let word: string | undefined;
  const endWord = (): void => {
    if (word !== undefined) words.push(word);
    word = undefined;
  };
  const endCommand = (): void => {
    endWord();
    if (words.length > 0) commands.push(words);
    words = [];
  };
  for (let at = 0; at < script.length; at++) {
    const char = script.charAt(at);
    if (char === "\\" && /[\r\n]/.test(script.charAt(at + 1))) at += script.startsWith("\r\n", at + 1) ? 2 : 1;
    else if (char === "\\") word = (word ?? "") + script.charAt(++at);
    else if (char === "'" || char === '"') {
      const end = closingQuote(script, at);
      word = (word ?? "") + (char === "'" ? script.slice(at + 1, end) : expand(script.slice(at + 1, end), variables));
      at = end;
    } else if (char === "#" && word === undefined) at = lineEnd(script, at) - 1;
    else if (char === "$") {
      const [reference] = /^\$(?:\{[^}]*\}|\([^)]*\)|\w+)?/.exec(script.slice(at)) ?? ["$"];
      word = (word ?? "") + expand(reference, variables);
      at += reference.length - 1;
    } else if (/[\n;&|(){}]/.test(char) && !(char === "{" && word !== undefined) && !(char === "}" && word !== undefined)) endCommand();
    else if (/\s/.test(char)) endWord();
    else word = (word ?? "") + char;
  }
  endCommand();
  return commands;
}

function closingQuote(script: string, from: number): number {
  const quote = script.charAt(from);
  for (let at = from + 1; at < script.length; at++) {
    if (script.charAt(at) === "\\" && quote === '"') at++;
    else if (script.charAt(at) === quote) return at;
  }
  return script.length;
}

function lineEnd(script: string, from: number): number {
  const end = script.indexOf("\n", from);
  return end < 0 ? script.length : end;
}

/** Puts known variables in; a default (`${A:-b}`) stands for a variable that nobody sets. */
function expand(text: string, variables: Variables): string {
  return text.replaceAll(
    /\\([$"`\\])|\$(?:\{(\w+)(?::?-([^}$]*))?\}|(\w+))/g,
    (whole: string, escaped?: string, braced?: string, fallback?: string, plain?: string) => {
      if (escaped !== undefined) return escaped;
      const name = braced ?? plain ?? "";
      return Object.hasOwn(variables, name) ? (variables[name] ?? whole) : (fallback ?? whole);
    },
  );
}

/** The options of a command by name, each with its values, and what is no option. `flags` take no value. */
export function readOptions(
  words: readonly string[],
  flags: ReadonlySet<string>,
): { readonly options: ReadonlyMap<string, readonly string[]>; readonly rest: readonly string[] } {
  const options = new Map<string, string[]>();
  const rest: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const [, name, inline] = /^(--?[A-Za-z][\w-]*)(?:=([\s\S]*))?$/.exec(words[at] ?? "") ?? [];
    if (name === undefined) {
      rest.push(words[at] ?? "");
      continue;
    }
    const value = inline ?? (flags.has(name) ? "" : (words[++at] ?? ""));
    options.set(name, [...(options.get(name) ?? []), value]);
  }
  return { options, rest };
}
