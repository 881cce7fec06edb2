// The shop's page: lists what the api sells, and sends orders to it.
import { createServer } from "node:http";

// In Compose `API_URL` says where the api is, in Kubernetes what the kubelet tells every pod of the Service `api`.
const { API_URL, API_SERVICE_HOST, API_SERVICE_PORT } = process.env;
const api = API_URL ?? `http://${API_SERVICE_HOST}:${API_SERVICE_PORT}`;

const server = createServer((request, response) => {
  void answer(request).then(
    ({ status, headers, body }) => response.writeHead(status, { "content-type": "text/html; charset=utf-8", ...headers }).end(body),
    (error) => {
      console.error(`${request.method} ${request.url} failed: ${error.message}`);
      response.writeHead(502, { "content-type": "text/html; charset=utf-8" }).end(page("<p>The shop is closed for a moment.</p>"));
    },
  );
});
server.listen(8080, () => console.log(`listening; the api is at ${api}`));
process.once("SIGTERM", () => {
  server.close();
  server.closeIdleConnections();
});

async function answer(request) {
  const { pathname } = new URL(request.url, "http://web");
  if (pathname === "/healthz") return { status: 200, body: "ok\n" };
  if (pathname === "/" && request.method === "GET") return { status: 200, body: page(await shop()) };
  if (pathname === "/orders" && request.method === "POST") {
    const { id } = await ask("/orders", { method: "POST", body: JSON.stringify(Object.fromEntries(await form(request))) });
    return { status: 303, headers: { location: `/#order-${id}` }, body: "" };
  }
  return { status: 404, body: page("<p>There is nothing here.</p>") };
}

async function shop() {
  const [products, orders] = await Promise.all([ask("/products"), ask("/orders")]);
  const sell = ({ id, name, price }) =>
    `<li>${escape(name)}, ${(price / 100).toFixed(2)} € <form method="post" action="/orders"><button name="product" value="${escape(id)}">Order</button></form></li>`;
  const tell = ({ id, product, state }) => `<li id="order-${id}">Order ${id}: ${escape(product)}, ${escape(state)}</li>`;
  return `<ul>${products.map(sell).join("")}</ul><h2>Orders</h2><ol reversed>${orders.map(tell).join("")}</ol>`;
}

async function ask(path, options = {}) {
  const answer = await fetch(api + path, { ...options, headers: { "content-type": "application/json" }, signal: AbortSignal.timeout(5000) });
  if (!answer.ok) throw new Error(`the api answered ${path} with ${answer.status}`);
  return answer.json();
}

async function form(request) {
  let text = "";
  for await (const chunk of request) {
    text += chunk;
    if (text.length > 1000) throw new Error("the form is too long");
  }
  return new URLSearchParams(text);
}

function page(content) {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>The coffee shop</title><h1>The coffee shop</h1>${content}</html>\n`;
}

function escape(text) {
  return String(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
