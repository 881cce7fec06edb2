import { describe, test } from "vitest";
import { commandBlocks, markOf } from "@waybill/testing/docs/blocks";
import { openDocFolder } from "@waybill/testing/docs/runner";

const blocks = commandBlocks().flatMap((block) => {
  const mark = markOf(block);
  return mark?.kind === "run-in" ? [{ block, folder: mark.folder }] : [];
});
const places = [...new Set(blocks.map(({ block, folder }) => `${block.page} in ${folder}`))].map((place): [string, typeof blocks] => [
  place,
  blocks.filter(({ block, folder }) => `${block.page} in ${folder}` === place),
]);

describe("the commands of a page run as they stand there, in their order, whole rehearsals among them", () => {
  test.each(places)("%s", async (_, here) => {
    await using folder = await openDocFolder(here[0]?.folder ?? "");
    for (const { block } of here) await folder.run(block);
  });
});
