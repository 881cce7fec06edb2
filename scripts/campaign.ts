// Tries on the real parts, more often than a test may take, what must hold every time: `npm run campaign -- NAME` or `list`.
import { parseArgs } from "node:util";
import { abortOnSignals } from "@waybill/kit/edge";
import { CAMPAIGNS } from "../test/campaigns/all.ts";
import { runCampaign } from "../test/campaigns/campaign.ts";
import type { RunOptions } from "../test/campaigns/campaign.ts";
import { PartError } from "./parts/failure.ts";
import { readParts } from "./parts/state.ts";

const USAGE = `npm run campaign -- NAME [--only TEXT] [--part K/N] [--at-once N] [--runs N]
npm run campaign -- list

--only TEXT   only cases whose name contains TEXT
--part K/N    the K-th of N parts; all N together are the whole campaign
--at-once N   so many cases side by side
--runs N      so many cases, where the campaign has no fixed list

Ends with 0 when every case ended as it has to, 1 when one did not, 2 after a wrong call.
`;

class WrongCall extends Error {}

function readNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new WrongCall(`--${name} is '${text}', which is no number from 1.`);
  return Number(text);
}

function readPart(text: string | undefined): RunOptions["part"] {
  if (text === undefined) return undefined;
  const [, number, of] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  if (number === undefined || Number(number) < 1 || Number(number) > Number(of))
    throw new WrongCall(`--part is '${text}'; write it as 2/8, for the second of eight.`);
  return { number: Number(number), of: Number(of) };
}

async function main(args: string[]): Promise<number> {
  const text = { type: "string" } as const;
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { only: text, part: text, "at-once": text, runs: text },
  });
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const [name] = positionals;
  if (name === "list") {
    for (const campaign of CAMPAIGNS) say(`${campaign.name.padEnd(10)} ${campaign.about}`);
    return 0;
  }
  const campaign = CAMPAIGNS.find((candidate) => candidate.name === name);
  if (!campaign) throw new WrongCall(`There is no campaign '${name ?? ""}'; there are ${CAMPAIGNS.map((one) => one.name).join(", ")}.`);
  const { signal, stop } = abortOnSignals();
  const options = {
    only: values.only,
    part: readPart(values.part),
    atOnce: readNumber("at-once", values["at-once"]),
    runs: readNumber("runs", values.runs),
    signal,
    say,
  };
  readParts(campaign.needs);
  say(`${campaign.name}: ${campaign.about}\n`);
  const started = performance.now();
  const { chosen, endings, problems } = await runCampaign(campaign, options).finally(stop);
  const seconds = Math.round((performance.now() - started) / 1000);
  const isWhole = endings.length === chosen && chosen > 0;
  const verdict = problems.length > 0 ? `${problems.length} problems:` : isWhole ? "all of them right" : "not all of them were tried";
  say(`\n${endings.length} of ${chosen} cases in ${seconds} s, ${verdict}`);
  for (const problem of problems) say(`- ${problem}`);
  return problems.length === 0 && isWhole ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isCall = error instanceof WrongCall || (error instanceof TypeError && "code" in error);
  if (!isCall && !(error instanceof PartError)) throw error;
  process.stderr.write(`${error.message}\n${isCall ? `\n${USAGE}` : ""}`);
  process.exitCode = isCall ? 2 : 1;
}
