import { expect, test } from "vitest";
import { Account } from "../account.ts";
import { readMigrationFolders } from "./migrations.ts";

const found = async (...files: readonly string[]): Promise<string[]> => {
  const account = new Account();
  const tree = { workspace: "/nowhere", files, products: [], read: async () => undefined };
  expect(await readMigrationFolders(tree, account, [])).toEqual([]);
  return account.left.map((left) => left.found);
};

test.each([
  ["Rails", "db/migrate/20240131120000_create_users.rb"],
  ["Django", "shop/orders/migrations/0001_initial.py"],
  ["Alembic", "alembic/versions/3f1c2d4e5a6b_add_orders.py"],
  ["Laravel", "database/migrations/2024_01_31_000000_create_users.php"],
  ["Knex", "migrations/20240131120000_users.js"],
])("migrations of %s are programs: nobody is left to believe that they are carried out", async (_, path) => {
  expect(await found("README.md", path)).toEqual([
    `${path.slice(0, path.lastIndexOf("/"))}: migrations that are programs (${path.slice(path.lastIndexOf("/") + 1)})`,
  ]);
});

test("other programs in such folders are no migrations", async () => {
  expect(await found("db/migrate/README.md", "src/migrate/index.ts", "alembic/env.py", "lib/2048.js")).toEqual([]);
});
