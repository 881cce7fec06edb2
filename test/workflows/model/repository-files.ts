import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "@waybill/testing/repository";

const OURS = "waybill-ci/waybill/";
export const WORKFLOWS = ".github/workflows";

/** Text of a workflow of this repository by the path that GitHub knows it by; undefined for one that it does not have. */
export function findOurs(path: string): string | undefined {
  const file = join(ROOT, path.startsWith(OURS) ? path.slice(OURS.length) : "");
  return path.startsWith(OURS) && existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/** Names of the files in a folder of this repository. */
export function filesIn(folder: string, ending: string): string[] {
  return existsSync(join(ROOT, folder)) ? readdirSync(join(ROOT, folder)).filter((name) => name.endsWith(ending)) : [];
}

/** Names of our workflows that others call. */
export function calledFiles(): string[] {
  return filesIn(WORKFLOWS, ".yml").filter((name) => /^ {2}workflow_call:/m.test(readFileSync(join(ROOT, WORKFLOWS, name), "utf8")));
}

/** A workflow that calls ours, where a reader finds it. */
export interface Caller {
  readonly where: string;
  readonly text: string;
}

/** Every caller that we show to people: templates, examples, and whole workflows on pages. */
export function shownCallers(): Caller[] {
  const examples = readdirSync(join(ROOT, "examples")).map((name) => `examples/${name}/${WORKFLOWS}`);
  const folders = ["workflow-templates", ...examples, `test/workflows/two-of-everything/${WORKFLOWS}`];
  const files = folders.flatMap((folder) => filesIn(folder, ".yml").map((name) => `${folder}/${name}`));
  const pages = [
    "README.md",
    ...["docs", "docs/workflows", WORKFLOWS, "packages/workflows"].flatMap((folder) =>
      filesIn(folder, ".md").map((name) => `${folder}/${name}`),
    ),
  ];
  const blocks = pages.flatMap((page) => {
    const text = readFileSync(join(ROOT, page), "utf8");
    return [...text.matchAll(/^```ya?ml\n([\s\S]*?)^```$/gm)].map(([, block = ""], at) => ({
      where: `${page}, block ${at + 1}`,
      text: block,
    }));
  });
  return [...files.map((file) => ({ where: file, text: readFileSync(join(ROOT, file), "utf8") })), ...blocks].filter(
    ({ text }) => /^on:/m.test(text) && text.includes(`${OURS}${WORKFLOWS}/`),
  );
}
