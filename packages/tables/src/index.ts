export { CsvScanner, RFC_4180, unquote } from "./csv-scanner.ts";
export type { Dialect, Fields, RecordSink } from "./csv-scanner.ts";
export { MAX_RECORD_BYTES, readSource } from "./source-reader.ts";
export type { Consume, SourceFacts } from "./source-reader.ts";
