import type { BuiltImage } from "@waybill/image";
import type { Block, Section } from "@waybill/report";
import { megabytes } from "./build.ts";
import type { ImageTest, ReleasedImage } from "./build.ts";

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
  return status === undefined
    ? verdict
    : `${verdict}: HTTP ${String(status)}${typeof time === "number" ? ` after ${Math.round(time)} ms` : ""}`;
}
