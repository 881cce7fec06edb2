import { pack } from "tar-stream";
import { ActionError, canonicalJson, digestOf } from "@waybill/kit";
import { tarOf } from "./archive.ts";
import type { ArchivedImage } from "./archive.ts";

const ELF_HEADER = 64;
const PROGRAM_HEADER = 56;
const LOAD_ADDRESS = 0x40_0000n;

/** Machine code that waits for ever, and the number by which ELF calls the machine (https://man7.org/linux/man-pages/man5/elf.5.html). */
const MACHINES: Readonly<Record<string, { readonly machine: number; readonly code: readonly string[] }>> = {
  amd64: {
    machine: 62,
    code: [
      "b822000000", // mov eax, 34 (pause)
      "0f05", // syscall
      "ebf7", // jmp to the first instruction, 9 bytes back
    ],
  },
  arm64: {
    machine: 183,
    code: [
      "000080d2", // mov x0, 0 (no descriptors)
      "010080d2", // mov x1, 0
      "020080d2", // mov x2, 0 (no time limit)
      "030080d2", // mov x3, 0 (no signal mask)
      "280980d2", // mov x8, 73 (ppoll)
      "010000d4", // svc 0
      "faffff17", // b to the first instruction, 6 back
    ],
  },
};

/**
 * The image of the container that holds a pod's network, as Kubernetes' own "pause" does: a program that waits, and nothing else, so that no
 * image must be fetched for it. Throws an `environment` error for a machine that there is no such program for.
 */
export async function makePauseImage(architecture: string): Promise<ArchivedImage> {
  const known = MACHINES[architecture];
  if (!known)
    throw new ActionError(
      "environment",
      `The Docker Engine runs on ${architecture}, and a rehearsal runs pods on amd64 and arm64 only. Rehearse with '--builder assemble', without the engine.`,
    );
  const archive = pack();
  archive.entry({ name: "pause", mode: 0o755, mtime: new Date(0) }, program(known));
  archive.finalize();
  const layer = await tarOf(archive);
  const config = Buffer.from(
    canonicalJson({
      architecture,
      os: "linux",
      config: { Entrypoint: ["/pause"] },
      rootfs: { type: "layers", diff_ids: [digestOf(layer)] },
    }),
  );
  return { config, layers: [() => Promise.resolve(layer)] };
}

/** A program of one segment that is the whole file. */
function program({ machine, code: words }: { readonly machine: number; readonly code: readonly string[] }): Buffer {
  const code = Buffer.from(words.join(""), "hex");
  const start = ELF_HEADER + PROGRAM_HEADER;
  const bytes = Buffer.alloc(start + code.length);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]); // ELF, 64 bits, little-endian, version 1
  bytes.writeUInt16LE(2, 16); // an executable
  bytes.writeUInt16LE(machine, 18);
  bytes.writeUInt32LE(1, 20);
  bytes.writeBigUInt64LE(LOAD_ADDRESS + BigInt(start), 24); // where it begins
  bytes.writeBigUInt64LE(BigInt(ELF_HEADER), 32); // where the program header lies
  bytes.writeUInt16LE(ELF_HEADER, 52);
  bytes.writeUInt16LE(PROGRAM_HEADER, 54);
  bytes.writeUInt16LE(1, 56); // one program header
  bytes.writeUInt32LE(1, ELF_HEADER); // a segment to load
  bytes.writeUInt32LE(5, ELF_HEADER + 4); // readable, executable
  bytes.writeBigUInt64LE(LOAD_ADDRESS, ELF_HEADER + 16);
  bytes.writeBigUInt64LE(LOAD_ADDRESS, ELF_HEADER + 24);
  bytes.writeBigUInt64LE(BigInt(bytes.length), ELF_HEADER + 32);
  bytes.writeBigUInt64LE(BigInt(bytes.length), ELF_HEADER + 40);
  bytes.writeBigUInt64LE(0x1000n, ELF_HEADER + 48);
  bytes.set(code, start);
  return bytes;
}
