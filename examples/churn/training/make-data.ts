// Writes data/customers.csv: the monthly export of a phone retailer's customers, invented, the same on every machine.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CURRENT, makeCustomers } from "./customers.ts";

writeFileSync(join(import.meta.dirname, "../data/customers.csv"), makeCustomers(CURRENT));
console.log(`data/customers.csv: ${CURRENT.rows} customers`);
