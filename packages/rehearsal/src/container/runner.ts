import type { ImageFacts, LocalImage } from "./image-pull.ts";
import type { ProcessLog } from "./process-log.ts";

/** A part of the machine's file tree that a container sees elsewhere. */
export interface Mount {
  /** Absolute path in the container. */
  readonly path: string;
  /** Folder or file of this machine. */
  readonly source: string;
  /** What it is for an engine, which has volumes of its own; in a process it is its source. */
  readonly volume?: MountedVolume | undefined;
}

/** A volume of a pod. */
export interface MountedVolume {
  /** No other volume of the pod, or claim of the namespace, has the same. */
  readonly name: string;
  /** Files that it begins with, nothing, or a claim, which outlives its pods. */
  readonly kind: "files" | "empty" | "claim";
  readonly subPath: string;
  readonly readOnly: boolean;
  /** Of its files. */
  readonly mode: number;
}

/** How a process ended: the exit code as a container engine gives it, 128 and the signal's number for a signal. */
export interface ProcessEnd {
  readonly exitCode: number;
  readonly signal?: NodeJS.Signals | undefined;
  readonly at: string;
}

/** An image that a container engine holds. */
export interface EngineImage extends ImageFacts {
  /** By which the engine knows it. */
  readonly inEngine: string;
}

/** An image that nothing on this machine can run. */
export interface IdleImage extends ImageFacts {
  /** Why, as the end of a sentence. */
  readonly notRun: string;
}

/** An image that was pulled, by what runs its containers: a process of this machine, a container engine, or nothing. */
export type PodImage = LocalImage | EngineImage | IdleImage;

/** What a container may do, from its own security context or its pod's. */
export interface ContainerSecurity {
  readonly user?: string | undefined;
  readonly groups?: readonly string[] | undefined;
  readonly readOnly?: boolean | undefined;
  readonly dropCapabilities?: readonly string[] | undefined;
  readonly addCapabilities?: readonly string[] | undefined;
  readonly noNewPrivileges?: boolean | undefined;
}

/** One container of a pod. */
export interface ContainerOptions {
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  /** Replaces the image's ENTRYPOINT (and then its CMD as well), as Kubernetes' `command` and Docker's `Entrypoint` do. */
  readonly entrypoint?: readonly string[] | undefined;
  /** Replaces the image's CMD. */
  readonly arguments?: readonly string[] | undefined;
  readonly workingDir?: string | undefined;
  readonly mounts?: readonly Mount[] | undefined;
  readonly security?: ContainerSecurity | undefined;
}

/** A container that was started. */
export interface RunningContainer {
  readonly startedAt: string;
  readonly log: ProcessLog;
  readonly ended: Promise<ProcessEnd>;
  /** The loopback port behind a port that the program listens on; `undefined` while it does not. */
  findPort(wanted: number): number | undefined;
  /** Whether the program listens on any port. */
  isListening(): boolean;
  /** Resolves when the program begins to listen on a port the next time. */
  nextListen(): Promise<void>;
  kill(signal: NodeJS.Signals): void;
}

/** Where the containers of one pod run in an engine. */
export interface EnginePodOptions {
  readonly name: string;
  readonly namespace: string;
  /** No two pods have the same. */
  readonly uid: string;
  /** Names under which the other pods of the namespace reach it. */
  readonly aliases: readonly string[];
  /** Ports that shall be reachable from this machine. */
  readonly ports: readonly number[];
}

/** A pod in an engine: its containers share a network. */
export interface EnginePod {
  /** Its address among the other pods of its namespace. */
  readonly ip: string;
  /** Throws ActionError in the engine's words for what it refuses to start. */
  start(image: EngineImage, options: ContainerOptions): Promise<RunningContainer & { exec(command: readonly string[]): Promise<number> }>;
  /** Removes its containers and volumes; claims stay. */
  close(): Promise<void>;
}

/** A container engine on this machine that runs pods. */
export interface PodEngineRunner {
  /** Brings an image into the engine: from the loopback registry with the engine's own bytes compared, from elsewhere by the engine itself. */
  pull(reference: string): Promise<EngineImage>;
  openPod(options: EnginePodOptions): Promise<EnginePod>;
  /** Removes everything that this rehearsal made on the engine, but the claims. */
  close(): Promise<void>;
}
