import { expect, test } from "vitest";
import type { PodImage } from "../../container/runner.ts";
import type { Container, PodSpec, Volume } from "../workloads.ts";
import { refusedOf } from "./security.ts";

const facts = { digest: "sha256:aa", settings: {} };
const inEngine = { ...facts, inEngine: "image" } as unknown as PodImage;
const asProcess = { ...facts, root: "/image" } as unknown as PodImage;

function refused(container: object, pod: object = {}, image = inEngine): string | undefined {
  const main = { name: "main", image: "web", ...container } as Container;
  return refusedOf({ containers: [main], ...pod } as PodSpec, main, image);
}

const MOUNT = { volumeMounts: [{ name: "v", mountPath: "/v" }] };
const withVolume = (kind: object): { volumes: readonly Volume[] } => ({ volumes: [{ name: "v", ...kind } as Volume] });

test.each([
  ["a folder of the node", MOUNT, withVolume({ hostPath: { path: "/var/run" } }), "its volume 'v' is of the type 'hostPath'"],
  ["a driver's volume", MOUNT, withVolume({ csi: { driver: "x" } }), "of the type 'csi'"],
])("%s is mounted nowhere, so the container is not run, in an engine or as a process", (_, container, pod, why) => {
  expect(refused(container, pod)).toContain(why);
  expect(refused(container, pod, asProcess)).toContain(why);
});

test.each([
  ["privileges", { securityContext: { privileged: true } }, {}, "privileged"],
  ["more capabilities than usual", { securityContext: { capabilities: { add: ["CHOWN", "SYS_ADMIN"] } } }, {}, "capabilities SYS_ADMIN"],
  ["the machine's network", {}, { hostNetwork: true }, "'hostNetwork'"],
  ["the machine's processes", {}, { hostPID: true }, "'hostPID'"],
])("a container that asks for %s is not run by an engine; a process has them or not, whatever it asks for", (_, container, pod, why) => {
  expect(refused(container, pod)).toContain(why);
  expect(refused(container, pod, asProcess)).toBeUndefined();
});

test("what a rehearsal has is given: its own kinds of volumes, a volume of no kind, one that nobody mounts, usual capabilities", () => {
  for (const kind of [{ emptyDir: {} }, { configMap: { name: "c" } }, { persistentVolumeClaim: { claimName: "c" } }, {}])
    expect(refused(MOUNT, withVolume(kind))).toBeUndefined();
  expect(refused({}, withVolume({ hostPath: { path: "/" } }))).toBeUndefined();
  expect(refused({ securityContext: { capabilities: { add: ["NET_BIND_SERVICE"] } } }, { hostNetwork: false })).toBeUndefined();
});
