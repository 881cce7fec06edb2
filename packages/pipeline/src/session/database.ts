import { describeProblem, originOfKey, problem } from "@waybill/config";
import type { DatabaseConfig } from "@waybill/config";
import { ActionError } from "@waybill/kit";
import { connectDatabase } from "@waybill/migrate";
import { readSecret } from "./secret.ts";
import type { Session } from "./session.ts";

/** Connects to a database of the configuration. What is wrong with its URL is said of the key or the input that gave it. */
export async function openDatabase(session: Session, database: DatabaseConfig): ReturnType<typeof connectDatabase> {
  const url = readSecret(session, database.url, `Database '${database.name}'`);
  try {
    return await connectDatabase(url, { workspace: session.workspace });
  } catch (error) {
    if (!(error instanceof ActionError) || error.kind !== "input") throw error;
    const origin = originOfKey(session.config, `databases.${database.name}.url`);
    throw new ActionError("input", describeProblem(problem(origin, error.message.replace(/\.$/, ""))), { cause: error });
  }
}
