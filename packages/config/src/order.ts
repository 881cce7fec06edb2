/**
 * Names in an order in which each stands behind its predecessor, else as they came; and the names that wait for each other in a circle or
 * for a name that is not there.
 */
export function orderByPredecessor(predecessors: ReadonlyMap<string, string | undefined>): { ordered: string[]; circular: string[] } {
  const ordered: string[] = [];
  let waiting = [...predecessors.keys()];
  for (;;) {
    const ready = waiting.find((name) => {
      const before = predecessors.get(name);
      return before === undefined || ordered.includes(before);
    });
    if (ready === undefined) return { ordered, circular: waiting };
    ordered.push(ready);
    waiting = waiting.filter((name) => name !== ready);
  }
}
