// Writes the skeleton of a new action: `npm run new-action -- <verb>-<object>`.
import { access, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ROOT } from "./bundles.ts";
import { fillTables } from "./readme.ts";

const [name = "", ...rest] = process.argv.slice(2);
if (rest.length > 0 || !/^[a-z]+(-[a-z]+)+$/.test(name)) {
  console.error(`'${[name, ...rest].join(" ")}' is not a name like <verb>-<object>, for example 'npm run new-action -- promote-image'.`);
  process.exit(1);
}
const folder = join(ROOT, "actions", name);
if (
  await access(folder).then(
    () => true,
    () => false,
  )
) {
  console.error(`actions/${name} exists already.`);
  process.exit(1);
}

const title = name[0]?.toUpperCase() + name.slice(1).replaceAll("-", " ");
const files: Record<string, string> = {
  "action.yml": `name: Waybill ${name}
description: ${title}.
author: Waybill
branding: { icon: package, color: blue }
inputs:
  subject:
    description: What to work on.
    required: true
outputs:
  verdict:
    description: "pass, warn, fail or inconclusive."
runs:
  using: node24
  main: ../../dist/${name}/index.js
`,
  "README.md": `# ${name}

${title}.

\`\`\`yaml
permissions:
  contents: read # check out
steps:
  - uses: actions/checkout@v4
  - uses: waybill-ci/waybill/actions/${name}@v1
    with:
      subject: example
\`\`\`

## Inputs
<!-- inputs -->
<!-- /inputs -->

## Outputs
<!-- outputs -->
<!-- /outputs -->
`,
  "package.json": `${JSON.stringify(
    {
      name: `@waybill/action-${name}`,
      version: "0.1.0",
      private: true,
      license: "Apache-2.0",
      type: "module",
      dependencies: { "@waybill/kit": "0.1.0" },
    },
    null,
    2,
  )}\n`,
  "tsconfig.build.json": `${JSON.stringify(
    {
      extends: "../../tsconfig.base.json",
      compilerOptions: { rootDir: "src", outDir: "lib" },
      include: ["src"],
      exclude: ["src/**/*.test.ts"],
      references: [{ path: "../../packages/kit/tsconfig.build.json" }],
    },
    null,
    2,
  )}\n`,
  "src/inputs.ts": `import { readInput } from "@waybill/kit/edge";

/** What a workflow says about this step. */
export interface Inputs {
  readonly subject: string;
}

export function readInputs(): Inputs {
  return { subject: readInput("subject", { required: true }) };
}
`,
  "src/main.ts": `import { runMain, setOutput } from "@waybill/kit/edge";
import { readInputs } from "./inputs.ts";

await runMain(async ({ reporter }) => {
  const inputs = readInputs();
  reporter.info(\`Working on \${inputs.subject}\`);
  setOutput("verdict", "inconclusive");
});
`,
};

for (const [path, text] of Object.entries(files)) {
  await mkdir(join(folder, path, ".."), { recursive: true });
  await writeFile(join(folder, path), text);
}
const metadata = {
  inputs: { subject: { description: "What to work on.", required: true } },
  outputs: { verdict: { description: "pass, warn, fail or inconclusive." } },
};
await writeFile(join(folder, "README.md"), fillTables(files["README.md"] ?? "", metadata));

const solution = join(ROOT, "tsconfig.build.json");
const config: { readonly references: readonly object[] } = JSON.parse(await readFile(solution, "utf8"));
const references = [...config.references, { path: `actions/${name}/tsconfig.build.json` }];
await writeFile(solution, `${JSON.stringify({ ...config, references }, null, 2)}\n`);
console.log(`actions/${name} is there. Next: npm install, edit action.yml, then CONTRIBUTING.md from step 2 on.`);
