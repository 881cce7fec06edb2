/** What a model reached on customers that it has never seen. */
export interface Metrics {
  readonly auc: number;
  readonly accuracy: number;
  readonly log_loss: number;
  readonly precision: number;
  readonly recall: number;
  readonly samples: number;
}

/** Measures probabilities against what happened; AUC counts ties as one half. */
export function measure(probabilities: readonly number[], labels: readonly number[], threshold: number): Metrics {
  const pairs = probabilities.map((probability, index) => ({ probability, left: labels[index] === 1 }));
  const count = (matches: (pair: { probability: number; left: boolean }) => boolean): number => pairs.filter(matches).length;
  const called = count(({ probability }) => probability >= threshold);
  const hits = count(({ probability, left }) => probability >= threshold && left);
  const leaving = count(({ left }) => left);
  const loss = pairs.reduce((sum, { probability, left }) => sum - Math.log(left ? probability : 1 - probability), 0);
  return {
    auc: round(rankArea(pairs)),
    accuracy: round(count(({ probability, left }) => probability >= threshold === left) / pairs.length),
    log_loss: round(loss / pairs.length),
    precision: round(hits / called),
    recall: round(hits / leaving),
    samples: pairs.length,
  };
}

function rankArea(pairs: readonly { probability: number; left: boolean }[]): number {
  const leaving = pairs.filter(({ left }) => left);
  const staying = pairs.filter(({ left }) => !left);
  let wins = 0;
  for (const a of leaving) for (const b of staying) wins += a.probability > b.probability ? 1 : a.probability === b.probability ? 0.5 : 0;
  return wins / (leaving.length * staying.length);
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
