import { RULE_CHAPTERS } from "../packages/kit/src/rules/rules.ts";

const INTRODUCTION = `# Rules

Every finding in a report names the rule that it breaks. This page says what each rule means, how its message looks, and what to do.
What severity a finding has depends on the case: an **error** fails the stage, a **warning** and a **notice** do not. What could not be
evaluated is \`inconclusive\`, and every gate treats that as failed.

<!-- Made by 'npm run readme' from packages/kit/src/rules; change it there. -->`;

/** The text of docs/rules.md. Each rule's name is a heading, and so an anchor that reports link to. */
export function renderRulesPage(): string {
  const contents = RULE_CHAPTERS.map(({ title, rules }) => `- **${title}:** ${Object.keys(rules).map(linkTo).join(", ")}`);
  const chapters = RULE_CHAPTERS.map(({ title, rules }) => {
    const entries = Object.entries(rules).map(
      ([name, { meaning, example, remedy }]) => `### ${name}\n\n${meaning}\n\n> ${escape(example)}\n\n**What to do:** ${remedy}\n`,
    );
    return `## ${title}\n\n${entries.join("\n")}`;
  });
  return [INTRODUCTION, contents.join("\n"), ...chapters].join("\n\n");
}

function linkTo(name: string): string {
  return `[${name}](#${name})`;
}

function escape(message: string): string {
  return message.replaceAll(/[<*_[\]$`\\]/g, (character) => `\\${character}`);
}
