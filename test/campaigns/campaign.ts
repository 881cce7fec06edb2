import type { PartsState } from "../../scripts/parts/state.ts";

/** How one case ended. */
export interface Ending {
  /** What the table shows of it, by the campaign's columns. */
  readonly cells: readonly string[];
  /** What is wrong, each a sentence; none: it ended as it has to. */
  readonly problems: readonly string[];
}

/** One case of a campaign: independent of all others, and cleaning up after itself. */
export interface Case {
  readonly name: string;
  run(): Promise<Ending>;
}

/** Something that must hold on the real parts however often it is tried, and so is tried more often than a test may take. */
export interface Campaign {
  readonly name: string;
  /** One sentence: what is done, and what must hold. */
  readonly about: string;
  readonly needs: readonly (keyof PartsState)[];
  readonly columns: readonly string[];
  /** How many cases a machine of two cores bears side by side. */
  readonly atOnce: number;
  /** Makes the cases ready; `runs` asks for another number of them where the campaign has no fixed list. */
  open(options: { readonly runs: number | undefined }): Promise<OpenCampaign>;
}

/** The cases of a campaign, and what they share until they have run. */
export interface OpenCampaign extends AsyncDisposable {
  readonly cases: readonly Case[];
}

/** Which cases are run, and how. */
export interface RunOptions {
  /** Only cases whose name contains this. */
  readonly only?: string | undefined;
  /** Only the `number`-th of `of` parts, from 1; all parts together are all cases. */
  readonly part?: { readonly number: number; readonly of: number } | undefined;
  readonly atOnce?: number | undefined;
  readonly runs?: number | undefined;
  /** Once it aborts no further case begins; those that run end and clean up. */
  readonly signal?: AbortSignal | undefined;
  readonly say: (line: string) => void;
}

/** What came of a campaign: every ending, and every problem with the name of its case. */
export interface CampaignResult {
  readonly chosen: number;
  readonly endings: readonly Ending[];
  readonly problems: readonly string[];
}

/** Runs a campaign's cases and prints a line of the table as each of them ends. */
export async function runCampaign(campaign: Campaign, options: RunOptions): Promise<CampaignResult> {
  await using open = await campaign.open({ runs: options.runs });
  const { number = 1, of = 1 } = options.part ?? {};
  const wanted = open.cases.filter(({ name }) => name.includes(options.only ?? ""));
  const border = (part: number): number => Math.floor((part * wanted.length) / of);
  const chosen = wanted.slice(border(number - 1), border(number));
  const width = Math.max(0, ...chosen.map(({ name }) => name.length));
  const line = (name: string, cells: readonly string[]): void => options.say(`${name.padEnd(width)}  ${cells.join("  ")}`.trimEnd());
  const widths = campaign.columns.map((column) => Math.max(12, column.length));
  const padded = (cells: readonly string[]): string[] => cells.map((cell, index) => cell.padEnd(widths[index] ?? 0));
  line("case", padded(campaign.columns));
  const queue = [...chosen];
  const endings: Ending[] = [];
  const problems: string[] = [];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined && !options.signal?.aborted; next = queue.shift()) {
      const { name } = next;
      // A case that cannot even be tried is no success of it.
      const ending = await next.run().catch((error: unknown): Ending => ({ cells: ["error"], problems: [String(error)] }));
      line(name, padded(ending.cells));
      endings.push(ending);
      problems.push(...ending.problems.map((problem) => `${name}: ${problem}`));
    }
  };
  await Promise.all(Array.from({ length: options.atOnce ?? campaign.atOnce }, work));
  return { chosen: chosen.length, endings, problems };
}
