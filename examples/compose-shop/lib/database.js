import pg from "./pg/index.cjs";

/** Opens the shop's database; nothing is sent before the first query. */
export function connect() {
  const database = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 4, connectionTimeoutMillis: 3000 });
  // An idle connection may end at any time; the next query opens another.
  database.on("error", (error) => console.error(`the database ended a connection: ${error.message}`));
  return database;
}
