// Answers every request; the worker of the project that has two of everything.
const server = require("node:http").createServer((_, response) => response.end("the worker\n"));
server.listen(8080);
process.once("SIGTERM", () => server.close());
