import { originOfKey, problem } from "@waybill/config";
import { ActionError } from "@waybill/kit";
import type { Finding } from "@waybill/kit";
import { withFiles } from "./files.ts";
import type { PreconditionContext, Scope } from "./precondition.ts";

/** What can be said of the migration files without their database: of which tool they are, and what no database takes. */
export async function faultyMigrations(context: PreconditionContext, scope: Scope): Promise<Finding[]> {
  const { checkMigrations } = await import("@waybill/migrate");
  const there = await withFiles(context, "databases", scope.databases);
  const found = await Promise.all(
    there.map(async ({ name, migrations }): Promise<readonly Finding[]> => {
      const options = { dir: migrations, workspace: context.workspace };
      try {
        const [postgresql, sqlite] = await Promise.all([checkMigrations(options), checkMigrations({ ...options, kind: "sqlite" })]);
        // Which database it is stands behind a variable; what one of the two takes is no mistake.
        return postgresql.verdict === "fail" ? sqlite.findings : postgresql.findings;
      } catch (error) {
        if (!(error instanceof ActionError)) throw error;
        const key = `databases.${name}.migrations`;
        return [{ ...problem(originOfKey(context.config, key), `'${key}': ${error.message}`), rule: "migration-layout" }];
      }
    }),
  );
  return found.flat();
}
