import { GITHUB_RULES } from "../test/workflows/model/rules.ts";
import type { GitHubRule } from "../test/workflows/model/rule.ts";

const INTRODUCTION = `# GitHub's rules

What Waybill's workflows rest on, rule by rule. **Executed**: the named test runs it, under [act](https://github.com/nektos/act), against
the loopback GitHub or with real parts. **Documented**: nothing on one machine can show it; GitHub's page says so, and the named test holds
our model of GitHub (\`test/workflows/model\`) to it. The model then judges our workflow files and every caller that we write:
\`test/workflows/model/our-workflows.test.ts\`. The files are read by GitHub's own parser, expressions by its own evaluator.

<!-- Made by 'npm run readme' from test/workflows/model/rules-of-*.ts; change it there. -->`;

/** The text of docs/github.md. */
export function renderGitHubPage(): string {
  const chapters = GITHUB_RULES.map(({ title, rules }) =>
    [`## ${title}`, "", "| rule | source | shown by | what rests on it |", "|---|---|---|---|", ...rules.map(renderRule), ""].join("\n"),
  );
  return [INTRODUCTION, ...chapters].join("\n\n").trimEnd() + "\n";
}

function renderRule({ rule, source, shown, rests }: GitHubRule): string {
  const place = new URL(source);
  const cells = [
    rule,
    `[${place.hostname}](${source})`,
    `${shown.by}: “${shown.test}” ([${shown.file.split("/").at(-1)}](../${shown.file}))`,
    rests,
  ];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}
