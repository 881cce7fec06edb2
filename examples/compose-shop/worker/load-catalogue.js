// Brings the catalogue of this release into the database; doing it again changes nothing.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { connect } from "../lib/database.js";

const products = JSON.parse(await readFile(join(import.meta.dirname, "catalogue.json"), "utf8"));
const database = connect();
for (const { id, name, price } of products)
  await database.query(
    "INSERT INTO products (id, name, price) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET name = excluded.name, price = excluded.price",
    [id, name, price],
  );
await database.end();
console.log(`${products.length} products`);
