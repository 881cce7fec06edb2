// One writer of the campaign `referrers`, as a process of its own: it is told by messages what to attach to what, and answers how that ended.
import { digestOf } from "@waybill/kit";
import type { Digest } from "@waybill/kit";
import { connectRegistry, MEDIA_TYPES } from "@waybill/registry";

/** What a writer is asked for. */
export interface AttachRequest {
  readonly id: number;
  readonly address: string;
  readonly repository: string;
  readonly subject: Digest;
  readonly text: string;
}

/** How it ended: with the digest of what was attached, or with what the writer said. */
export interface AttachAnswer {
  readonly id: number;
  readonly digest?: Digest;
  readonly error?: string;
  readonly seconds: number;
}

async function attach({ id, address, repository, subject, text }: AttachRequest): Promise<AttachAnswer> {
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1000;
  try {
    const descriptor = { mediaType: MEDIA_TYPES.manifest, digest: subject, size: digestOf(subject).length };
    const artifact = { artifactType: "application/vnd.waybill.campaign", mediaType: "text/plain", bytes: Buffer.from(text) };
    const { digest } = await connectRegistry({ registry: address }).pushReferrer(repository, descriptor, artifact);
    return { id, digest, seconds: seconds() };
  } catch (error) {
    return { id, error: String(error), seconds: seconds() };
  }
}

process.on("message", (request: AttachRequest) => void attach(request).then((answer) => process.send?.(answer)));
