// Answers every request; the api of the project that has two of everything.
const server = require("node:http").createServer((_, response) => response.end("the api\n"));
server.listen(8080);
process.once("SIGTERM", () => server.close());
