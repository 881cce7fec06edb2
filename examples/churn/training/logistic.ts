/** A fitted logistic regression on scaled features. */
export interface Fit {
  readonly mean: number[];
  readonly scale: number[];
  readonly coefficients: number[];
  readonly intercept: number;
}

const RIDGE = 1;
const STEPS = 25;

/** Fits by Newton's method with a small ridge; what is not known (null) counts as the average. The same input gives the same bits. */
export function fitLogistic(rows: readonly (readonly (number | null)[])[], labels: readonly number[]): Fit {
  const width = rows[0]?.length ?? 0;
  const columns = Array.from({ length: width }, (_, index) => rows.flatMap((row) => row[index] ?? []));
  const mean = columns.map(average);
  const scale = columns.map((column, index) => Math.sqrt(average(column.map((value) => (value - at(mean, index)) ** 2))) || 1);
  const scaled = rows.map((row) => [1, ...row.map((value, index) => ((value ?? at(mean, index)) - at(mean, index)) / at(scale, index))]);
  let weights = Array.from({ length: width + 1 }, () => 0);
  for (let step = 0; step < STEPS; step++) weights = newtonStep(scaled, labels, weights);
  return { mean, scale, coefficients: weights.slice(1), intercept: at(weights, 0) };
}

/** The probability that a fit gives a row. */
export function predict(fit: Fit, row: readonly (number | null)[]): number {
  const score = row.reduce<number>((sum, value, index) => {
    const scaled = ((value ?? at(fit.mean, index)) - at(fit.mean, index)) / at(fit.scale, index);
    return sum + scaled * at(fit.coefficients, index);
  }, fit.intercept);
  return 1 / (1 + Math.exp(-score));
}

function newtonStep(rows: readonly number[][], labels: readonly number[], weights: number[]): number[] {
  const size = weights.length;
  const gradient = weights.map((weight, index) => (index === 0 ? 0 : -RIDGE * weight));
  const hessian = weights.map((_, row) => weights.map((_, column) => (row === column && row > 0 ? RIDGE : 0)));
  for (const [index, row] of rows.entries()) {
    const probability = 1 / (1 + Math.exp(-row.reduce((sum, value, column) => sum + value * at(weights, column), 0)));
    for (let i = 0; i < size; i++) {
      gradient[i] = at(gradient, i) + at(row, i) * (at(labels, index) - probability);
      const line = hessian[i] as number[];
      for (let j = 0; j < size; j++) line[j] = at(line, j) + at(row, i) * at(row, j) * probability * (1 - probability);
    }
  }
  return solve(hessian, gradient).map((change, index) => at(weights, index) + change);
}

/** Gauss elimination with row exchange. */
function solve(matrix: number[][], right: number[]): number[] {
  const lines = matrix.map((row, index) => [...row, at(right, index)]);
  for (let column = 0; column < lines.length; column++) {
    const rest = lines.slice(column);
    const pivot =
      column +
      rest.reduce((best, row, index) => (Math.abs(at(row, column)) > Math.abs(at(rest[best] as number[], column)) ? index : best), 0);
    [lines[column], lines[pivot]] = [lines[pivot] as number[], lines[column] as number[]];
    const head = lines[column] as number[];
    for (const [index, row] of lines.entries()) {
      if (index === column) continue;
      const factor = at(row, column) / at(head, column);
      for (let i = column; i < row.length; i++) row[i] = at(row, i) - factor * at(head, i);
    }
  }
  return lines.map((row, index) => at(row, lines.length) / at(row, index));
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function at(values: readonly number[], index: number): number {
  return values[index] as number;
}
