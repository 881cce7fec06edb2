import { BlockList, isIP } from "node:net";

const LOOPBACK = new BlockList();
// RFC 1122, 3.2.1.3 and RFC 4291, 2.5.3.
LOOPBACK.addSubnet("127.0.0.0", 8, "ipv4");
LOOPBACK.addAddress("::1", "ipv6");

/**
 * Whether a host, as URLs and references write it (`localhost`, `app.localhost`, `127.0.0.1:5000`, `[::1]:5000`, `::1`), is this machine itself: what is sent
 * there leaves it on no network. A name that only begins like an address (`127.example.com`) is not.
 */
export function isLoopback(host: string): boolean {
  const name = isIP(host) === 0 ? host.replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1") : host;
  // RFC 6761, 6.3: resolvers keep every name below localhost on this machine.
  if (/^(.+\.)?localhost$/i.test(name)) return true;
  const version = isIP(name);
  return version !== 0 && LOOPBACK.check(name, version === 4 ? "ipv4" : "ipv6");
}
