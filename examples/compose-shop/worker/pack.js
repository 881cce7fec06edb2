// Packs orders, one after the other: writes the packing slip to the volume, then marks the order.
import { mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { connect } from "../lib/database.js";

const SLIPS = "/slips";
const database = connect();
let leaving = false;
let fault = "has not looked for orders yet";

// For the probes alone.
const server = createServer((request, response) => {
  const bad = request.url === "/readyz" ? fault : undefined;
  response.writeHead(bad === undefined ? 200 : 503).end(`${bad ?? "ok"}\n`);
}).listen(8080);
process.once("SIGTERM", () => (leaving = true));

while (!leaving) {
  try {
    const packed = await packNext();
    fault = undefined;
    if (packed !== undefined) console.log(`packed order ${packed}`);
    else await setTimeout(500);
  } catch (error) {
    fault = error.message;
    console.error(`cannot pack: ${error.message}`);
    await setTimeout(2000);
  }
}
server.close();
server.closeIdleConnections();
await database.end();

/** Several workers may run: a row that one of them has locked is passed over by the others. */
async function packNext() {
  const client = await database.connect();
  try {
    await client.query("BEGIN");
    const { rows } = await client.query("SELECT id, product FROM orders WHERE state = 'new' ORDER BY id FOR UPDATE SKIP LOCKED LIMIT 1");
    const [order] = rows;
    if (order) {
      await mkdir(SLIPS, { recursive: true });
      await writeFile(join(SLIPS, `${order.id}.txt`), `Order ${order.id}\n1 x ${order.product}\n`);
      await client.query("UPDATE orders SET state = 'packed', packed_at = now() WHERE id = $1", [order.id]);
    }
    await client.query("COMMIT");
    return order?.id;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
