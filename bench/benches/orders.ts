import { closeSync, openSync, writeSync } from "node:fs";

/** The checks of the data bench, as a check file says them. */
export const CHECKS = {
  columns: {
    id: { type: "integer", required: true, unique: true },
    email: { pattern: "[^@]+@[^@]+\\.[a-z]+" },
    plan: { values: ["basic", "plus", "pro"] },
    fee: { type: "number", min: 0, max: 1000 },
    day: { type: "date" },
  },
};

/** The clock of the checks. */
export const NOW = new Date("2026-12-01");

const BLOCK_ROWS = 10_000;

/** Writes a CSV file of orders in which a few rows in a hundred thousand fail each check. */
export function writeOrders(path: string, rows: number): void {
  const file = openSync(path, "w");
  writeSync(file, "id,email,plan,fee,day,note\n");
  for (let from = 0; from < rows; from += BLOCK_ROWS) {
    const lines = Array.from({ length: Math.min(BLOCK_ROWS, rows - from) }, (_, index) => order(from + index));
    writeSync(file, lines.join(""));
  }
  closeSync(file);
}

function order(row: number): string {
  const every = (count: number, wrong: string, right: string): string => (row % count === count - 1 ? wrong : right);
  // The one before it has this id too.
  const id = every(25_000, String(row - 1), every(16_000, "", String(row)));
  const email = every(10_000, "nobody", `user${row}@example.org`);
  const plan = every(20_000, "gold", ["basic", "plus", "pro"][row % 3] ?? "");
  const fee = every(32_000, "1000.5", String((row % 500) + 0.25));
  const day = every(12_000, "2026-02-30", `2026-11-${String(1 + (row % 20)).padStart(2, "0")}`);
  const note = row % 20 === 0 ? '"a ""quoted"", note"' : "a plain note";
  return `${id},${email},${plan},${fee},${day},${note}\n`;
}
