/**
 * Runs contestants in turn, round after round, so that a machine that becomes slower does so for all of them. Each round begins with another
 * one, and rounds before the first counted one only warm up. Returns what each gave in the counted rounds, in the order of the contestants.
 */
export async function alternate<C, T>(
  contestants: readonly C[],
  rounds: { readonly count: number; readonly warmUp: number },
  work: (contestant: C, round: number) => Promise<T>,
): Promise<T[][]> {
  const given = contestants.map((): T[] => []);
  for (let round = -rounds.warmUp; round < rounds.count; round++) {
    const first = Math.abs(round) % Math.max(contestants.length, 1);
    for (let turn = 0; turn < contestants.length; turn++) {
      const index = (first + turn) % contestants.length;
      const contestant = contestants[index];
      if (contestant === undefined) continue;
      const result = await work(contestant, round);
      if (round >= 0) given[index]?.push(result);
    }
  }
  return given;
}
