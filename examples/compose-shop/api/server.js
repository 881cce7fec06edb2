// Products and orders, as JSON.
import { createServer } from "node:http";
import { connect } from "../lib/database.js";

const database = connect();
const server = createServer((request, response) => {
  void answer(request).then(
    ([status, body]) => response.writeHead(status, { "content-type": "application/json" }).end(`${JSON.stringify(body)}\n`),
    (error) => {
      console.error(`${request.method} ${request.url} failed: ${error.message}`);
      response.writeHead(503, { "content-type": "application/json" }).end('{"error":"the database does not answer"}\n');
    },
  );
});
server.listen(8080, () => console.log("listening"));
process.once("SIGTERM", () => {
  server.close(() => void database.end());
  server.closeIdleConnections();
});

async function answer(request) {
  const { pathname } = new URL(request.url, "http://api");
  switch (`${request.method} ${pathname}`) {
    case "GET /healthz":
      return [200, { status: "ok" }];
    case "GET /readyz":
      await database.query("SELECT 1 FROM orders LIMIT 1");
      return [200, { status: "ready" }];
    case "GET /products":
      return [200, (await database.query("SELECT id, name, price FROM products ORDER BY name")).rows];
    case "GET /orders":
      return [200, (await database.query("SELECT id::int, product, state FROM orders ORDER BY id DESC LIMIT 20")).rows];
    case "POST /orders":
      return order(await read(request));
    default:
      return [404, { error: "there is GET /products, GET /orders and POST /orders" }];
  }
}

async function order({ product }) {
  const { rows } = await database.query(
    "INSERT INTO orders (product) SELECT id FROM products WHERE id = $1 RETURNING id::int, product, state",
    [String(product)],
  );
  return rows.length > 0 ? [201, rows[0]] : [400, { error: "product must be the id of one of GET /products" }];
}

async function read(request) {
  let text = "";
  for await (const chunk of request) {
    text += chunk;
    if (text.length > 1000) break;
  }
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}
