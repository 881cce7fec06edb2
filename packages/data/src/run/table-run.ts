import { groupBy } from "@waybill/kit";
import type { CheckPlan, Metric } from "../checks/check-plan.ts";
import { ColumnWork } from "./column-work.ts";
import { CsvScanner, unquote } from "@waybill/tables";
import type { Fields, RecordSink } from "@waybill/tables";
import { KeyWork } from "./key-work.ts";
import { MAX_RECORD_BYTES } from "@waybill/tables";
import { Header } from "./header.ts";
import { findSignature } from "./signature.ts";
import { Structure } from "./structure.ts";
import type { FailureCount } from "./failure-count.ts";

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/** One pass of a plan over a CSV file: takes its bytes and ends with counts. */
export class TableRun implements RecordSink {
  readonly structure: Structure;
  /** Counts of the `invalid` checks by their position in the plan. */
  readonly invalid = new Map<number, FailureCount>();
  /** Key comparisons of the `duplicate` checks by their position in the plan. */
  readonly keys = new Map<number, KeyWork>();
  /** The header, or the declared columns of a file without one; undefined until it is read. */
  header: Header | undefined;
  rows = 0;
  readonly #plan: CheckPlan;
  readonly #columns = new Map<string, ColumnWork>();
  readonly #scanner: CsvScanner;
  readonly #quote: number;
  #scratch = Buffer.allocUnsafe(1024);
  /** Work by position, settled when the header is known. */
  #byPosition: readonly { readonly index: number; readonly work: ColumnWork; readonly keys: readonly KeyWork[] }[] = [];
  #composite: readonly { readonly work: KeyWork; readonly indexes: readonly number[]; readonly columns: readonly ColumnWork[] }[] = [];
  #width = 0;
  #started = false;
  #stopped = false;

  constructor(plan: CheckPlan) {
    this.#plan = plan;
    this.structure = new Structure(plan.examples);
    this.#scanner = new CsvScanner(plan.dialect, this);
    this.#quote = plan.dialect.quote.charCodeAt(0);
    for (const column of plan.columns.values()) this.#columns.set(column.name, new ColumnWork(column, plan.examples));
    plan.checks.forEach((check, position) => {
      if (check.kind === "invalid") this.invalid.set(position, this.column(check.column).check(check.rules));
      if (check.kind === "duplicate") {
        this.keys.set(position, new KeyWork(check.columns, { examples: plan.examples, memoryBytes: plan.uniqueMemoryBytes }));
      }
      const measured = check.kind === "aggregate" ? check.column : check.kind === "history" ? momentsColumn(check.metric) : undefined;
      if (measured !== undefined) this.column(measured).measure();
    });
    if (!plan.dialect.header) this.#settle(new Header([...plan.columns.keys()]));
  }

  /** The work of a column that the plan knows. */
  column(name: string): ColumnWork {
    const work = this.#columns.get(name);
    if (work === undefined) throw new TypeError(`the plan has no column '${name}'`);
    return work;
  }

  /** Whether a column is in the file. */
  has(name: string): boolean {
    return this.header?.has(name) ?? false;
  }

  /** Takes bytes as `readSource` gives them. */
  consume(bytes: Buffer, start: number, end: number, final: boolean): number {
    if (this.#stopped) return end;
    let from = start;
    if (!this.#started) {
      this.#started = true;
      const signature = findSignature(bytes.subarray(start, end));
      if (signature !== undefined) return this.#stop(signature, end);
      if (bytes.subarray(start, end).indexOf(BOM) === 0) from += BOM.length;
    }
    const line = this.#scanner.line;
    const used = this.#scanner.scan(bytes, from, end, final);
    this.structure.inspect(bytes, from, used, line);
    if (final) this.#finish();
    else if (used === from && end === bytes.length) {
      return this.#stop(
        `a record is longer than ${MAX_RECORD_BYTES / 2 ** 20} MiB, most likely because a quote is never closed`,
        end,
        line,
      );
    }
    return used;
  }

  malformed(line: number, problem: string): void {
    this.structure.add(problem, line);
  }

  record(bytes: Buffer, fields: Fields, line: number): void {
    if (this.header === undefined) this.#readHeader(bytes, fields, line);
    else if (fields.count !== this.#width) this.#addRagged(fields, line);
    else {
      this.rows += 1;
      for (const { index, work, keys } of this.#byPosition) this.#takeCell(bytes, fields, index, line, work, keys);
      if (this.#composite.length > 0) this.#compareKeys(bytes, fields, line);
    }
  }

  #takeCell(bytes: Buffer, fields: Fields, index: number, line: number, work: ColumnWork, keys: readonly KeyWork[]): void {
    let source = bytes;
    let start = fields.starts[index]!;
    let end = fields.ends[index]!;
    if (fields.doubled[index] === 1) {
      end = this.#unquote(bytes, start, end);
      [source, start] = [this.#scratch, 0];
    }
    work.take(source, start, end, line);
    for (const key of keys) if (!work.isMissing(source, start, end)) key.compare(source, start, end, line);
  }

  #compareKeys(bytes: Buffer, fields: Fields, line: number): void {
    for (const { work, indexes, columns } of this.#composite) {
      work.begin();
      let complete = true;
      indexes.forEach((index, position) => {
        const [start, end] = [fields.starts[index]!, fields.ends[index]!];
        const doubled = fields.doubled[index] === 1;
        const length = doubled ? this.#unquote(bytes, start, end) : end - start;
        const [source, from] = doubled ? [this.#scratch, 0] : [bytes, start];
        if (columns[position]?.isMissing(source, from, from + length)) complete = false;
        else work.append(source, from, from + length);
      });
      if (complete) work.finish(line);
      else work.incomplete += 1;
    }
  }

  /** Puts a field without its doubled quotes into the scratch buffer and returns its length. */
  #unquote(bytes: Buffer, start: number, end: number): number {
    if (end - start > this.#scratch.length) this.#scratch = Buffer.allocUnsafe((end - start) * 2);
    return unquote(bytes, start, end, this.#quote, this.#scratch);
  }

  #readHeader(bytes: Buffer, fields: Fields, line: number): void {
    const names: string[] = [];
    for (let index = 0; index < fields.count; index++) {
      const [start, end] = [fields.starts[index]!, fields.ends[index]!];
      const doubled = fields.doubled[index] === 1;
      const length = doubled ? this.#unquote(bytes, start, end) : 0;
      names.push(doubled ? this.#scratch.toString("utf8", 0, length) : bytes.toString("utf8", start, end));
    }
    const header = new Header(names);
    const repeated = header.describeRepeated(this.#plan.columns);
    if (repeated !== undefined) this.structure.add(repeated, line);
    this.#settle(header);
  }

  /** Takes time by the number of columns, not by its square: a file can have 100,000. */
  #settle(header: Header): void {
    this.header = header;
    this.#width = header.names.length;
    const keys = [...this.keys.values()].filter((work) => work.columns.every((name) => header.has(name)));
    const single = groupBy(
      keys.filter((work) => work.columns.length === 1),
      (work) => work.columns[0],
    );
    this.#byPosition = [...this.#columns.values()].flatMap((work) => {
      const index = header.indexOf(work.name);
      return index === undefined ? [] : [{ index, work, keys: single.get(work.name) ?? [] }];
    });
    this.#composite = keys
      .filter((work) => work.columns.length > 1)
      .map((work) => ({
        work,
        indexes: work.columns.flatMap((name) => header.indexOf(name) ?? []),
        columns: work.columns.map((name) => this.column(name)),
      }));
  }

  #addRagged(fields: Fields, line: number): void {
    const isBlank = fields.count === 1 && fields.starts[0] === fields.ends[0];
    const names = this.#plan.dialect.header ? "the header has" : "'columns' has";
    this.structure.add(isBlank ? "the line is blank" : `the record has ${fields.count} fields, ${names} ${this.#width}`, line);
  }

  #finish(): void {
    if (this.rows === 0 && this.structure.count === 0) {
      this.structure.add(this.#scanner.line === 1 && this.#scanner.endedWithBreak ? "the file is empty" : "the file has no record");
    }
    if (!this.#scanner.endedWithBreak && this.#plan.dialect.finalLineBreak === "required") {
      this.structure.add("the last record has no line break, as in a cut-off file", this.#scanner.line);
    }
  }

  #stop(problem: string, end: number, line?: number): number {
    this.#stopped = true;
    this.structure.add(problem, line);
    return end;
  }
}

function momentsColumn(metric: Metric): string | undefined {
  return metric.kind === "missing_count" || metric.kind === "missing_percent" ? undefined : metric.column;
}
