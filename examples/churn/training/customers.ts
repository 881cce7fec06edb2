import { randomFrom } from "./random.ts";
import type { Random } from "./random.ts";

/** One monthly export. */
export interface Export {
  readonly seed: number;
  readonly rows: number;
  /** The last day of the month. */
  readonly snapshot: string;
}

/** The export that is committed as data/customers.csv. */
export const CURRENT: Export = { seed: 20_261_031, rows: 3000, snapshot: "2026-10-31" };

const HEADER = [
  "customer_id",
  "signup_date",
  "region",
  "plan",
  "age",
  "tenure_months",
  "monthly_charge",
  "data_gb",
  "support_calls",
  "late_payments",
  "device_age_months",
  "contract_months_left",
  "insured",
  "churned",
  "snapshot_date",
];
const CHARGES: Record<string, number> = { prepaid: 14, basic: 24, plus: 39, family: 62 };

/** Invents the customers of one export as CSV; the same on every machine. */
export function makeCustomers({ seed, rows, snapshot }: Export): string {
  const random = randomFrom(seed);
  const lines = Array.from({ length: rows }, (_, index) => makeCustomer(index + 1, snapshot, random));
  return [HEADER, ...lines].map((line) => `${line.join(",")}\n`).join("");
}

function makeCustomer(number: number, snapshot: string, random: Random): (string | number)[] {
  const plan = random.pick([
    ["prepaid", 25],
    ["basic", 35],
    ["plus", 28],
    ["family", 12],
  ] as const);
  const tenure = Math.floor(Math.min(119, Math.max(1, random.next() ** 1.6 * 120)));
  const age = Math.round(clamp(random.normal(44, 15), 18, 92));
  const charge = clamp(random.normal(CHARGES[plan] ?? 0, 5), 8, 95).toFixed(2);
  const gigabytes = clamp(random.normal(plan === "prepaid" ? 4 : 16, 7), 0, 80).toFixed(1);
  const calls = Math.floor(random.next() ** 3 * 9);
  const late = Math.floor(random.next() ** 4 * 6);
  const device = Math.floor(Math.min(tenure + 6, random.next() * 48));
  const contract = plan === "prepaid" ? 0 : Math.floor(random.next() * 25);
  const insured = random.next() < (plan === "prepaid" ? 0.1 : 0.38) ? 1 : 0;
  const score =
    -1.75 +
    0.42 * calls +
    0.38 * late +
    0.042 * (device - 20) -
    0.075 * contract -
    0.021 * tenure +
    (plan === "prepaid" ? 0.55 : 0) -
    0.5 * insured -
    0.012 * (age - 44) +
    0.018 * (Number(charge) - 30) +
    random.normal(0, 0.55);
  const churned = random.next() < 1 / (1 + Math.exp(-score)) ? 1 : 0;
  return [
    `C-${String(number).padStart(5, "0")}`,
    monthsBefore(snapshot, tenure, 1 + Math.floor(random.next() * 28)),
    random.pick([
      ["north", 30],
      ["south", 22],
      ["east", 18],
      ["west", 30],
    ] as const),
    plan,
    // Some customers never told their age; the network does not meter every line.
    random.next() < 0.021 ? "" : age,
    tenure,
    charge,
    random.next() < 0.014 ? "" : gigabytes,
    calls,
    late,
    device,
    contract,
    insured,
    churned,
    snapshot,
  ];
}

function monthsBefore(date: string, months: number, day: number): string {
  const [year = 0, month = 0] = date.split("-").map(Number);
  const index = year * 12 + month - 1 - months;
  return `${Math.floor(index / 12)}-${pad((index % 12) + 1)}-${pad(day)}`;
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
