import { originOfKey } from "@waybill/config";
import type { DatabaseConfig } from "@waybill/config";
import { ActionError } from "@waybill/kit";
import type { Database } from "@waybill/migrate";
import type { Project, Secrets } from "./capabilities.ts";
import { saidOf } from "./files.ts";
import { refuseSharedDatabase } from "./shared-targets.ts";

/**
 * Connects to a database of the configuration, unless another environment has the very same. What is wrong with its URL is said of the key
 * or the input that gave it.
 */
export async function openDatabase(
  context: Project & Pick<Secrets, "readSecret" | "findSecret">,
  database: DatabaseConfig,
): Promise<Database> {
  const url = context.readSecret(database.url, `Database '${database.name}'`);
  // Loaded here because most steps meet no database.
  const { connectDatabase, identifyDatabase } = await import("@waybill/migrate");
  try {
    const identified = identifyDatabase(url, context);
    refuseSharedDatabase(context, database, (other) => identifyDatabase(other, context) === identified);
    return await connectDatabase(url, { workspace: context.workspace });
  } catch (error) {
    if (!(error instanceof ActionError) || error.kind !== "input") throw error;
    throw saidOf(originOfKey(context.config, database.urlKey), error);
  }
}
