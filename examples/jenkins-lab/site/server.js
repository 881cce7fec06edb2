import { createServer } from "node:http";
import { answer } from "./page.js";

const server = createServer((request, response) => {
  const [status, body] = answer(new URL(request.url, "http://site").pathname);
  response.writeHead(status, { "content-type": "text/html; charset=utf-8" }).end(body);
});
server.listen(8180);
process.once("SIGTERM", () => {
  server.close();
  server.closeIdleConnections();
});
