/** Reads something of a text. */
export type ReadOnce<T> = (owner: unknown, text: string) => T;

/**
 * Reads a text that an object holds, once for as long as the object is there: several look at the same payload or entry in turn. What was read
 * is known by the object and counts for exactly this text, so an object that was changed, or that holds no such text, is read anew.
 */
export function readOnce<T>(read: (text: string) => T): ReadOnce<T> {
  const known = new WeakMap<object, { readonly text: string; readonly read: T }>();
  return (owner, text) => {
    if (typeof owner !== "object" || owner === null) return read(text);
    const before = known.get(owner);
    if (before?.text === text) return before.read;
    const found = read(text);
    known.set(owner, { text, read: found });
    return found;
  };
}
