const HIDDEN = "***";
const KEYWORD = /\bPASSWORD\s*(=?)\s*/gi;
const DOLLAR_TAG = /\$\w*\$/y;
const BARE_VALUE = /[^\s';]+/y;

/**
 * SQL with the constants behind PASSWORD and in connection strings hidden, also inside function bodies. A constant that never ends is
 * hidden to the end of the text. Reads the text once, whatever it holds.
 */
export function hidePasswords(sql: string): string {
  let result = "";
  let at = 0;
  KEYWORD.lastIndex = 0;
  for (let match = KEYWORD.exec(sql); match; match = KEYWORD.exec(sql)) {
    const start = match.index + match[0].length;
    const found = findConstant(sql, start, match[1] === "=");
    if (!found) continue;
    result += sql.slice(at, start) + found.shown;
    at = found.end;
    KEYWORD.lastIndex = at;
  }
  return result + sql.slice(at);
}

/** The constant that begins at an offset: quoted, dollar-quoted or, in a connection string, bare. */
function findConstant(sql: string, start: number, isAssigned: boolean): { shown: string; end: number } | undefined {
  const quote = /[eE]/.test(sql[start] ?? "") && sql[start + 1] === "'" ? start + 1 : start;
  if (sql[quote] === "'") return { shown: `'${HIDDEN}'`, end: endOfQuoted(sql, quote) };
  const tag = textAt(DOLLAR_TAG, sql, start);
  if (tag !== undefined) {
    const end = sql.indexOf(tag, start + tag.length);
    return { shown: `'${HIDDEN}'`, end: end < 0 ? sql.length : end + tag.length };
  }
  const bare = isAssigned ? textAt(BARE_VALUE, sql, start) : undefined;
  return bare === undefined ? undefined : { shown: HIDDEN, end: start + bare.length };
}

function textAt(pattern: RegExp, sql: string, start: number): string | undefined {
  pattern.lastIndex = start;
  return pattern.exec(sql)?.[0];
}

/** Behind the closing quote. A backslash counts as an escape in every constant: to hide too much is better than too little. */
function endOfQuoted(sql: string, quote: number): number {
  for (let at = quote + 1; at < sql.length; at++) {
    if (sql[at] === "\\" || (sql[at] === "'" && sql[at + 1] === "'")) at++;
    else if (sql[at] === "'") return at + 1;
  }
  return sql.length;
}
