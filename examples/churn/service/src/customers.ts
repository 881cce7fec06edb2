import pg from "pg";
import type { Customer } from "./features.ts";

/** The first schema version that has every table this service uses. */
const REQUIRED_SCHEMA = 5;

/** The customers as the service sees them. */
export interface CustomerStore {
  /** Says why no prediction can be served now, or nothing when all is well. */
  findFault(): Promise<string | undefined>;
  find(id: string): Promise<Customer | undefined>;
  record(prediction: { customer: string; probability: number; model: string; release: string }): Promise<void>;
  close(): Promise<void>;
}

/** Connects lazily: the service starts, and can be probed, before the database answers. */
export function connectCustomers(url: string | undefined): CustomerStore {
  if (url === undefined || url === "") return unconfigured();
  const pool = new pg.Pool({
    connectionString: url,
    max: 4,
    connectionTimeoutMillis: 3000,
    statement_timeout: 5000,
    application_name: "churn",
  });
  // A connection that breaks while idle is replaced by the next query; without a listener it would end the process.
  pool.on("error", (error) => console.error(`database connection lost: ${error.message}`));
  return {
    async findFault() {
      const { rows } = await pool.query<{ version: string; dirty: boolean }>("SELECT version, dirty FROM schema_migrations");
      const [schema] = rows;
      if (schema === undefined) return "the database has no schema yet";
      if (schema.dirty) return `schema version ${schema.version} was left half applied`;
      if (Number(schema.version) < REQUIRED_SCHEMA)
        return `the schema has version ${schema.version}, this release needs ${REQUIRED_SCHEMA}`;
      return undefined;
    },
    async find(id) {
      const { rows } = await pool.query<Customer>(CUSTOMER_QUERY, [id]);
      return rows[0];
    },
    async record({ customer, probability, model, release }) {
      await pool.query("INSERT INTO predictions (customer_id, probability, model, release) VALUES ($1, $2, $3, $4)", [
        customer,
        probability,
        model,
        release,
      ]);
    },
    close: () => pool.end(),
  };
}

const CUSTOMER_QUERY = `
  SELECT plan, age, tenure_months AS "tenureMonths", monthly_charge::float8 AS "monthlyCharge", data_gb::float8 AS "dataGb",
         support_calls AS "supportCalls", late_payments AS "latePayments", device_age_months AS "deviceAgeMonths",
         contract_months_left AS "contractMonthsLeft", insured
  FROM customers WHERE customer_id = $1`;

function unconfigured(): CustomerStore {
  const refuse = (): Promise<never> => Promise.reject(new Error("DATABASE_URL is not set"));
  return { findFault: refuse, find: refuse, record: refuse, close: () => Promise.resolve() };
}
