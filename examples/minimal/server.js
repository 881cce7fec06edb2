// Answers every request with one page; enough to see a release arrive.
import { createServer } from "node:http";

const page = "<!doctype html><title>Hello</title><h1>It runs.</h1>\n";
const server = createServer((_, response) => response.writeHead(200, { "content-type": "text/html" }).end(page));
server.listen(8080);
process.once("SIGTERM", () => {
  server.close();
  server.closeIdleConnections();
});
