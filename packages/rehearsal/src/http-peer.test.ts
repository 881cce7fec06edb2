import { execFile } from "node:child_process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findOwnerIn, hexAddress } from "./http-peer.ts";
import type { Place } from "./http-peer.ts";
import { startService } from "./http-service.ts";
import type { Service } from "./http-service.ts";

let service: Service;
beforeAll(async () => {
  service = await startService((_, response) => void response.end("secret"), { onError: (_, response) => void response.end() });
});
afterAll(() => service.close());

const SERVER: Place = { address: "127.0.0.1", port: 0xa1b2 };

test("the owner of a connection is read from the kernel's table by both of its ends", () => {
  const table = tableOf(["0.0.0.0:41394 0.0.0.0:0", 7, 1], ["127.0.0.1:50000 127.0.0.1:41394", 1000, 2]);
  expect(findOwnerIn([table], { address: "127.0.0.1", port: 50_000 }, SERVER)).toBe(1000);
  expect(findOwnerIn([table], { address: "127.0.0.1", port: 50_001 }, SERVER)).toBeUndefined();
});

test("a connection from another address of this machine is not the one that has the same ports", () => {
  const table = tableOf(["127.0.0.1:50000 127.0.0.1:41394", 1000, 2], ["127.0.0.2:50000 127.0.0.1:41394", 1001, 3]);
  expect(findOwnerIn([table], { address: "127.0.0.2", port: 50_000 }, SERVER)).toBe(1001);
});

test("a program that speaks IPv4 through a socket of IPv6 is found", () => {
  const table = tableOf(["127.0.0.1:50000 127.0.0.1:41394", 1000, 2]).replace(/(\w{8}):C350 (\w{8}):A1B2/, (ends) =>
    ends.replaceAll(/\w{8}:/g, "0000000000000000FFFF0000$&"),
  );
  expect(findOwnerIn([table], { address: "127.0.0.1", port: 50_000 }, SERVER)).toBe(1000);
});

test("a connection that its program has closed already is nobody's, though the kernel shows root for it", () => {
  const table = tableOf(["127.0.0.1:50000 127.0.0.1:41394", 0, 0]);
  expect(findOwnerIn([table], { address: "127.0.0.1", port: 50_000 }, SERVER)).toBeUndefined();
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

/** The kernel's table with these ends, users and inodes. */
function tableOf(...rows: readonly (readonly [ends: string, uid: number, inode: number])[]): string {
  const hex = (end: string): string => {
    const [address = "", port] = end.split(":");
    return `${hexAddress(address)}:${Number(port).toString(16).toUpperCase().padStart(4, "0")}`;
  };
  const lines = rows.map(
    ([ends, uid, inode], index) =>
      `${index}: ${ends.split(" ").map(hex).join(" ")} 01 00000000:00000000 00:00000000 00000000 ${uid}        0 ${inode} 1 0 20 4 30 10 -1`,
  );
  return ["  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode", ...lines, ""].join("\n   ");
}
