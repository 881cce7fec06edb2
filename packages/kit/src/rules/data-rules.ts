import type { RuleInfo } from "./rule-info.ts";

/** Rules about tabular data and its check file. */
export const DATA_RULES = {
  "data-structure": {
    meaning:
      "The file is not the CSV (or other table) that its dialect promises: a row has another number of fields, a quote is never closed, the text is not UTF-8, or the last line break is missing.",
    example: "A row has 5 fields instead of 6 (data/customers.csv, line 104).",
    remedy: "Write the file again as the dialect in the check file says, or correct the dialect.",
  },
  "data-schema": {
    meaning: "The columns are not the ones that the check `schema` asks for: one is missing, unexpected, or at another place.",
    example: "Check 'schema' failed. Observed: missing email. Expected: columns id, email, country.",
    remedy: "Correct the export, or change the check file together with everything that reads these columns.",
  },
  "data-row-count": {
    meaning: "The number of data rows is outside the limits of the check `row_count`.",
    example: "Check 'row_count' failed. Observed: 12 rows. Expected: row count: at least 1000.",
    remedy: "Look whether the export was cut or a filter changed; change the limit only when the new number is right.",
  },
  "data-missing": {
    meaning:
      "More values of a column are missing than its check allows. An empty cell is missing, and so is every text that the check file lists as missing.",
    example: "Check 'missing' of 'email' failed. Observed: 3 of 5200 rows missing (0.0576923 %). Expected: missing: 0.",
    remedy: "Fill the values where the data comes from, or allow some with a threshold such as `must_be_less_than`.",
  },
  "data-invalid": {
    meaning:
      "Values of a column break a rule of the check file: type, allowed values, pattern, range or length. The report shows lines and shapes of values, never the values.",
    example:
      "In line 88, 'country' has a value that is not allowed. Observed: a text of 3 characters. Expected: invalid: 0; each value must be one of DE, FR, IT.",
    remedy: "Correct the rows at the lines that are named, or the rule when it is too strict.",
  },
  "data-duplicate": {
    meaning: "A value, or a combination of several columns, that must be unique stands in the file more than once.",
    example: "In line 1207, 'customer_id' has a value that was there before.",
    remedy: "Remove the repeated rows where the data comes from; often an export was appended twice.",
  },
  "data-freshness": {
    meaning: "The newest time in a column is older than the check `freshness` allows, or lies in the future.",
    example: "Check 'freshness' of 'updated_at' failed. Observed: 3 d 4 h old (2026-03-01T10:00:00.000Z). Expected: less than 1 d.",
    remedy: "Find out why the source was not refreshed, and load it again.",
  },
  "data-aggregate": {
    meaning: "A sum, average, minimum, maximum or similar number of a column is outside its limits.",
    example: "Check 'aggregate' of 'amount' failed. Observed: mean 14.2. Expected: from 20 to 40 (both included).",
    remedy: "Look for a changed unit or a lost part of the data.",
  },
  "data-history": {
    meaning:
      "A number of this data does not fit its own history: it lies outside the control limits, or changed more against the average than allowed. While there are too few points it only says that it is learning.",
    example: "Check 'history' failed. Observed: row_count 812. Expected: between 1180 and 1260 (X-mR limits of 20 points).",
    remedy:
      "Find the cause. When the new level is right, accept it by validating it with a lowered level (`warn`) until the history has it.",
  },
  "data-history-cut": {
    meaning: "The last line of the history file is incomplete, as a killed run leaves it. It is ignored.",
    example:
      "The last line of history.jsonl is cut off, as a killed run leaves it; it is ignored, and removed when the next point is appended.",
    remedy: "Nothing needs to be done.",
  },
} as const satisfies Record<string, RuleInfo>;
