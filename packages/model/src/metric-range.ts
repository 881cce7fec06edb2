/** What the values of a well-known metric can be; `text` completes "it is …". */
export interface MetricRange {
  readonly low: number;
  readonly high: number;
  readonly whole?: boolean;
  readonly text: string;
}

const SHARE: MetricRange = { low: 0, high: 1, text: "a share from 0 to 1 (95 % is 0.95)" };
const SIGNED: MetricRange = { low: -1, high: 1, text: "a number from -1 to 1" };
const ERROR: MetricRange = { low: 0, high: Infinity, text: "a number from 0" };
const COUNT: MetricRange = { low: 1, high: Infinity, whole: true, text: "a whole number from 1: without a sample nothing was measured" };
const DETERMINATION: MetricRange = { low: -Infinity, high: 1, text: "a number up to 1" };

/** Names as scikit-learn, Hugging Face's evaluate and most training code write them. */
const RANGES: readonly (readonly [range: MetricRange, names: string])[] = [
  [
    SHARE,
    "auc roc_auc auroc pr_auc auprc average_precision accuracy acc balanced_accuracy precision recall sensitivity specificity f1 jaccard iou dice ndcg mrr hit_rate ece",
  ],
  [SIGNED, "mcc matthews_corrcoef matthews_correlation cohen_kappa kappa pearson pearsonr spearman spearmanr kendall_tau silhouette"],
  [
    ERROR,
    "log_loss logloss cross_entropy mae mse rmse rmsle mape smape mean_absolute_error mean_squared_error root_mean_squared_error perplexity brier brier_score_loss",
  ],
  [COUNT, "samples n_samples num_samples sample_count sample_size"],
  [DETERMINATION, "r2 explained_variance"],
];
const BY_NAME: ReadonlyMap<string, MetricRange> = new Map(
  RANGES.flatMap(([range, names]) => names.split(" ").map((name): [string, MetricRange] => [name, range])),
);
/** Words around a metric's name that say on what or how it was measured. */
const AROUND =
  /^(?:(?:test|val|valid|validation|eval|train|dev|holdout|mean|avg|macro|micro|weighted|best)_)+|_(?:macro|micro|weighted|mean|avg|score|test|val)$/g;

/** What a metric's values can be, by its name ("test.slice.de.accuracy"); undefined when the name is not well known. */
export function rangeOf(metric: string): MetricRange | undefined {
  const name = (metric.split(/[./]/).at(-1) ?? "").toLowerCase().replaceAll(/[^a-z0-9]+/g, "_");
  return BY_NAME.get(name) ?? BY_NAME.get(name.replaceAll(AROUND, "")) ?? (/^top_?\d+_acc(uracy)?$/.test(name) ? SHARE : undefined);
}

/** Says why a number cannot be a value of a metric; undefined when it can, or nothing is known of the metric. NaN and infinities are no matter of range. */
export function explainRange(metric: string, value: number): string | undefined {
  const range = rangeOf(metric);
  if (range === undefined || !Number.isFinite(value)) return undefined;
  const fits = value >= range.low && value <= range.high && (range.whole !== true || Number.isInteger(value));
  return fits ? undefined : `${value} cannot be a value of '${metric}', which is ${range.text}.`;
}
