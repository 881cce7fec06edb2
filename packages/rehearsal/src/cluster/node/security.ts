import type { ContainerSecurity, PodImage } from "../../container/runner.ts";
import type { Container, PodSpec } from "../workloads.ts";
import { foreignKind, MissingConfig } from "./pod-config.ts";

/** What Docker gives by itself (https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities). */
const USUAL = new Set(
  "AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE NET_RAW SETFCAP SETGID SETPCAP SETUID SYS_CHROOT".split(" "),
);

/** What a container may do: its own word wins over its pod's. */
export function securityOf(pod: PodSpec, { securityContext: own = {} }: Container): ContainerSecurity {
  const { securityContext: shared = {} } = pod;
  const [user, group] = [own.runAsUser ?? shared.runAsUser, own.runAsGroup ?? shared.runAsGroup];
  const groups = [...(shared.supplementalGroups ?? []), ...(shared.fsGroup === undefined ? [] : [shared.fsGroup])];
  return {
    user: user === undefined ? undefined : `${user}${group === undefined ? "" : `:${group}`}`,
    groups: groups.map(String),
    readOnly: own.readOnlyRootFilesystem,
    dropCapabilities: own.capabilities?.drop,
    addCapabilities: own.capabilities?.add?.filter((name) => USUAL.has(name)),
    noNewPrivileges: own.allowPrivilegeEscalation === false,
  };
}

/** What a container asks for and a rehearsal does not give, as the end of a sentence: kinds of volumes, and rights over the machine that it runs on. */
export function refusedOf(pod: PodSpec, container: Container, image: PodImage): string | undefined {
  for (const { name } of container.volumeMounts ?? []) {
    const volume = pod.volumes?.find((candidate) => candidate.name === name);
    const kind = volume && foreignKind(volume);
    if (kind !== undefined) return `its volume '${name}' is of the type '${kind}', which no rehearsal mounts`;
  }
  // A process has its user's rights, whatever it asks for.
  return "inEngine" in image ? refusedRights(pod, container) : undefined;
}

function refusedRights(pod: PodSpec, { securityContext: own = {} }: Container): string | undefined {
  if (own.privileged === true) return "it asks to be privileged, which no container of a rehearsal is";
  const shared = (["hostNetwork", "hostPID", "hostIPC"] as const).find((field) => pod[field] === true);
  if (shared !== undefined) return `it asks for '${shared}', and no container of a rehearsal shares that with its machine`;
  const more = (own.capabilities?.add ?? []).filter((name) => !USUAL.has(name));
  return more.length > 0 ? `it asks for the capabilities ${more.join(", ")}, which no container of a rehearsal has` : undefined;
}

/** Throws MissingConfig, in a kubelet's words, for an image that runs as root where that is forbidden. */
export function refuseRoot(pod: PodSpec, container: Container, { settings }: PodImage): void {
  if ((container.securityContext?.runAsNonRoot ?? pod.securityContext?.runAsNonRoot) !== true) return;
  const user = (securityOf(pod, container).user ?? settings.User ?? "").split(":")[0] ?? "";
  if (user === "" || user === "0" || user === "root") throw new MissingConfig("container has runAsNonRoot and image will run as root");
}

/** The ports that an image names. */
export function exposedPorts({ settings }: PodImage): number[] {
  return Object.keys(settings.ExposedPorts ?? {}).flatMap((port) => (port.endsWith("/udp") ? [] : [Number.parseInt(port, 10)]));
}
