// Adds up what was packed, day by day; doing it again changes nothing.
import { connect } from "../lib/database.js";

const database = connect();
const { rowCount } = await database.query(`
  INSERT INTO daily_sales (day, orders, revenue)
  SELECT packed_at::date, count(*), sum(price) FROM orders JOIN products ON products.id = orders.product WHERE state = 'packed' GROUP BY 1
  ON CONFLICT (day) DO UPDATE SET orders = excluded.orders, revenue = excluded.revenue`);
await database.end();
console.log(`${rowCount} days`);
