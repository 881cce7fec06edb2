/** What is known about a customer when a prediction is made. */
export interface Customer {
  readonly plan: string;
  readonly age: number | null;
  readonly tenureMonths: number;
  readonly monthlyCharge: number;
  readonly dataGb: number | null;
  readonly supportCalls: number;
  readonly latePayments: number;
  readonly deviceAgeMonths: number;
  readonly contractMonthsLeft: number;
  readonly insured: boolean;
}

const READERS: Readonly<Record<string, (customer: Customer) => number | null>> = {
  age: (customer) => customer.age,
  tenure_months: (customer) => customer.tenureMonths,
  monthly_charge: (customer) => customer.monthlyCharge,
  data_gb: (customer) => customer.dataGb,
  support_calls: (customer) => customer.supportCalls,
  late_payments: (customer) => customer.latePayments,
  device_age_months: (customer) => customer.deviceAgeMonths,
  contract_months_left: (customer) => customer.contractMonthsLeft,
  insured: (customer) => Number(customer.insured),
  "plan=prepaid": (customer) => Number(customer.plan === "prepaid"),
  "plan=basic": (customer) => Number(customer.plan === "basic"),
  "plan=plus": (customer) => Number(customer.plan === "plus"),
  "plan=family": (customer) => Number(customer.plan === "family"),
};

/** Every feature that training and service know, in the model's usual order. */
export const FEATURES: readonly string[] = Object.keys(READERS);

/** One feature of a customer; null when it is not known. Training and service both read customers through this one function. */
export function readFeature(customer: Customer, feature: string): number | null {
  const read = READERS[feature];
  if (read === undefined) throw new Error(`The model asks for the feature '${feature}', which this service does not know.`);
  return read(customer);
}
