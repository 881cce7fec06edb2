import { execFile } from "node:child_process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findOwnerIn } from "./http-peer.ts";
import { startService } from "./http-service.ts";
import type { Service } from "./http-service.ts";

let service: Service;
beforeAll(async () => {
  service = await startService((_, response) => void response.end("secret"), { onError: (_, response) => void response.end() });
});
afterAll(() => service.close());

const TABLE = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:A1B2 00000000:0000 0A 00000000:00000000 00:00000000 00000000     7        0 1 1 0 100 0 0 10 0
   1: 0100007F:C350 0100007F:A1B2 01 00000000:00000000 00:00000000 00000000  1000        0 2 1 0 20 4 30 10 -1`;

test("the owner of a connection is read from the kernel's table by both of its ports", () => {
  expect(findOwnerIn(TABLE, 0xc350, 0xa1b2)).toBe(1000);
  expect(findOwnerIn(TABLE, 0xc351, 0xa1b2)).toBeUndefined();
});

test("a program of this user is answered", async () => {
  expect(await (await fetch(`http://${service.address}/`)).text()).toBe("secret");
});

test.runIf(process.platform === "linux" && process.getuid?.() === 0)("a program of another user is refused", async () => {
  const script = `fetch("http://${service.address}/").then(async (r) => console.log(r.status, await r.text()))`;
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, ["-e", script], { uid: 65_534, gid: 65_534, cwd: "/", env: {} }, (_, stdout) => resolve(stdout));
  });
  expect(output).toMatch(/^403 .*only/);
});
