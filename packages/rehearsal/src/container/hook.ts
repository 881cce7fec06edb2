/**
 * The module that every container process of the rehearsal preloads with `node --import`. A real container has its own network and file tree;
 * here several processes share one machine, so the hook gives each its own loopback port for the port it asks for (announced on file descriptor
 * 3), maps absolute paths to the unpacked image and the mounted volumes, and ends the process when the rehearsal that owns it is gone.
 * It is text, not a module, because a bundle of the CLI has no second file to preload.
 */
export const CONTAINER_HOOK = `
import fs from "node:fs";
import net from "node:net";
import { dirname } from "node:path";
import { syncBuiltinESMExports } from "node:module";
import { fileURLToPath } from "node:url";

const text = process.env.WAYBILL_REHEARSAL;
delete process.env.WAYBILL_REHEARSAL;
if (text) {
  const { root, mounts } = JSON.parse(text);
  const owner = new net.Socket({ fd: 3, readable: true, writable: true });
  owner.on("error", () => process.kill(process.pid, "SIGKILL"));
  owner.on("end", () => process.kill(process.pid, "SIGKILL"));
  owner.resume();
  owner.unref();
  mapPorts((wanted, actual) => owner.write(JSON.stringify({ wanted, actual }) + "\\n"));
  mapPaths(root, mounts);
}

function mapPorts(announce) {
  const listen = net.Server.prototype.listen;
  const address = net.Server.prototype.address;
  net.Server.prototype.listen = function (...args) {
    const [first] = args;
    const done = args.findLast((arg) => typeof arg === "function");
    const isOptions = typeof first === "object" && first !== null;
    const wanted = isOptions ? first.port : typeof first === "function" || first === undefined ? 0 : first;
    const port = typeof wanted === "string" || typeof wanted === "number" ? Number(wanted) : NaN;
    // Unix sockets, handles and wrong ports go to Node as they are.
    if (!Number.isInteger(port) || port < 0 || port > 65535 || (isOptions && (first.fd !== undefined || first.path !== undefined))) {
      return listen.apply(this, args);
    }
    this.prependOnceListener("listening", () => {
      const actual = address.call(this);
      if (port !== 0) this.address = () => ({ ...actual, port });
      announce(port === 0 ? actual.port : port, actual.port);
    });
    return listen.call(this, { ...(isOptions ? first : {}), port: 0, host: "127.0.0.1" }, ...(done ? [done] : []));
  };
}

function mapPaths(root, mounts) {
  const exists = fs.existsSync;
  const locate = (path) => {
    if (!path.startsWith("/") || path === root || path.startsWith(root + "/")) return path;
    for (const { path: at, source } of mounts) {
      if (path === at || path.startsWith(at + "/")) return source + path.slice(at.length);
    }
    const inside = root + path;
    return exists(inside) || (!exists(path) && path !== "/" && exists(root + dirname(path))) ? inside : path;
  };
  const map = (value) => {
    if (typeof value === "string") return locate(value);
    if (value instanceof URL && value.protocol === "file:") return locate(fileURLToPath(value));
    return value;
  };
  const one = ["access", "appendFile", "chmod", "createReadStream", "createWriteStream", "exists", "lstat", "mkdir", "mkdtemp", "open", "opendir",
    "readFile", "readdir", "readlink", "realpath", "rm", "rmdir", "stat", "truncate", "unlink", "utimes", "watch", "watchFile", "writeFile"];
  const two = ["copyFile", "cp", "link", "rename"];
  const wrap = (target, name, paths) => {
    const original = target[name];
    if (typeof original !== "function") return;
    target[name] = Object.assign(function (...args) {
      for (let at = 0; at < paths; at += 1) args[at] = map(args[at]);
      return original.apply(this, args);
    }, original);
  };
  for (const [names, paths] of [[one, 1], [two, 2]]) {
    for (const name of names) {
      wrap(fs, name, paths);
      wrap(fs, name + "Sync", paths);
      wrap(fs.promises, name, paths);
    }
  }
  syncBuiltinESMExports();
}
`;
