import type { BuiltImage } from "@waybill/image";
import type { Digest, Finding, Verdict } from "@waybill/kit";
import type { Block, Section } from "@waybill/report";
import { megabytes } from "./format.ts";

/** An image that was built, pushed by digest, tested at that digest and then tagged. */
export interface ReleasedImage {
  readonly name: string;
  /** `host/path`. */
  readonly repository: string;
  readonly digest: Digest;
  /** `host/path@sha256:…`. */
  readonly reference: string;
  readonly tags: readonly string[];
  readonly size: number;
}

/** What happened to the pushed image before it got its tags. */
export interface ImageTest {
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  readonly facts: Readonly<Record<string, unknown>>;
}

/** The report section of one image. */
export function imageSection(image: ReleasedImage, built: BuiltImage, test: ImageTest): Section {
  const blocks: Block[] = [
    {
      type: "facts",
      facts: [
        { label: "Image", value: image.repository },
        { label: "Digest", value: image.digest },
        { label: "Tags", value: image.tags.join(", ") || "none" },
        { label: "Compressed size", value: megabytes(image.size) },
        { label: "Built by", value: built.builder === "buildx" ? "BuildKit" : "assembling the Dockerfile" },
        { label: "Test of this digest", value: describeTest(test) },
      ],
    },
  ];
  if (test.findings.length > 0) blocks.push({ type: "findings", findings: [...test.findings] });
  const logs = test.facts["logsTail"];
  if (typeof logs === "string" && logs !== "" && test.verdict !== "pass")
    blocks.push({ type: "code", language: "text", text: logs, caption: "Last lines of the container's log" });
  return { id: `image-${image.name}`, title: `Image ${image.name}`, verdict: test.verdict, blocks };
}

function describeTest({ verdict, facts }: ImageTest): string {
  if (facts["probed"] === false) return "not run";
  const status = facts["status"];
  const time = facts["durationMs"];
  if (typeof status !== "number") return verdict;
  return `${verdict}: HTTP ${status}${typeof time === "number" ? ` after ${Math.round(time)} ms` : ""}`;
}
