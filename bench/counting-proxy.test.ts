import { createServer } from "node:http";
import { once } from "node:events";
import { expect, test } from "vitest";
import { countingProxy } from "./counting-proxy.ts";

test("counts what passes, and hands on bodies and the name under which it was called", async () => {
  const server = createServer(async (request, response) => {
    const body = [];
    for await (const chunk of request) body.push(chunk);
    response.writeHead(201, { "x-host": request.headers.host }).end(`${request.method} ${request.url} ${body.join("")}`);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  await using proxy = await countingProxy(`127.0.0.1:${typeof address === "object" ? address?.port : ""}`);
  try {
    const answer = await fetch(`http://${proxy.address}/v2/?a=1`, { method: "PUT", body: "hello" });
    expect(answer.status).toBe(201);
    expect(answer.headers.get("x-host")).toBe(proxy.address);
    expect(await answer.text()).toBe("PUT /v2/?a=1 hello");
    await (await fetch(`http://${proxy.address}/`)).text();
    expect(proxy.take()).toBe(2);
    expect(proxy.take()).toBe(0);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
