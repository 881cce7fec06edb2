import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { Agent, createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { digestOf, listAt, textAt } from "@waybill/kit";
import { connectRegistry, MEDIA_TYPES } from "@waybill/registry";
import { readParts } from "../../scripts/parts/state.ts";
import type { Campaign, Case, Ending } from "./campaign.ts";
import type { AttachAnswer, AttachRequest } from "./referrers-client.ts";

const CLIENTS = 8;
const MAX_DELAY_MS = 2_000;
const ROUNDS = 200;
/** Writes of the list that all writers share, and not of a writer's own tag. */
const SHARED_LIST = /\/manifests\/sha256-[0-9a-f]{64}$/;

/** How one round ended. */
interface Round {
  /** Referrers whose writer ended without an error. */
  readonly ended: number;
  /** How many of these a reader finds, and how many the list has that other tools read. */
  readonly found: number;
  readonly listed: number;
  /** What writers said that did not end well. */
  readonly errors: readonly string[];
  /** How often the shared list was written; eight times when nobody had to write again. */
  readonly writes: number;
  /** How long the slowest writer took; includes the delays. */
  readonly slowestSeconds: number;
}

/** A writer: a process with a proxy of its own before the registry. */
interface Client extends AsyncDisposable {
  /** The paths of the shared lists that it wrote, in order. */
  readonly writes: readonly string[];
  attach(repository: string, subject: AttachRequest["subject"], text: string): Promise<AttachAnswer>;
}

/** Passes everything on, but holds every write of the shared list for up to two seconds: the writer has read it, and others go on meanwhile. */
async function startDelayingProxy(
  registry: string,
  onWrite: (path: string) => void,
): Promise<AsyncDisposable & { readonly address: string }> {
  const [hostname = "", port = ""] = registry.split(":");
  const agent = new Agent({ keepAlive: true });
  const server = createServer((incoming, response) => {
    const pass = (): void => {
      const onward = request(
        { agent, hostname, port, method: incoming.method, path: incoming.url, headers: incoming.headers },
        (answer) => {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(response);
        },
      );
      onward.on("error", () => response.destroy());
      incoming.pipe(onward);
    };
    const isWrite = incoming.method === "PUT" && SHARED_LIST.test(incoming.url ?? "");
    if (!isWrite) return pass();
    onWrite(incoming.url ?? "");
    void sleep(Math.random() * MAX_DELAY_MS).then(pass);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      agent.destroy();
    },
  };
}

async function startClient(registry: string): Promise<Client> {
  const writes: string[] = [];
  const proxy = await startDelayingProxy(registry, (path) => writes.push(path));
  const file = new URL("referrers-client.ts", import.meta.url);
  const child: ChildProcess = fork(file, { execArgv: ["--conditions=@waybill/source"], stdio: "inherit" });
  const waiting = new Map<number, (answer: AttachAnswer) => void>();
  let last = 0;
  child.on("message", (answer: AttachAnswer) => {
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  child.on("exit", (code) => {
    for (const [id, settle] of waiting) settle({ id, error: `the writer ended with ${code}`, seconds: 0 });
  });
  return {
    writes,
    attach: (repository, subject, text) =>
      new Promise((settle) => {
        const id = ++last;
        waiting.set(id, settle);
        child.send({ id, address: proxy.address, repository, subject, text } satisfies AttachRequest);
      }),
    async [Symbol.asyncDispose]() {
      child.disconnect();
      if (child.exitCode === null) await new Promise((done) => child.once("exit", done));
      await proxy[Symbol.asyncDispose]();
    },
  };
}

/** One round: all writers add one referrer each to a new subject at the same time; then a reader and the shared list are asked. */
async function playRound(registry: string, clients: readonly Client[]): Promise<Round> {
  const repository = `campaign-referrers/${randomUUID()}`;
  const subject = digestOf(repository);
  const answers = await Promise.all(clients.map((client, who) => client.attach(repository, subject, `${who}`)));
  const ended = answers.flatMap(({ digest }) => (digest === undefined ? [] : [digest]));
  const { descriptors } = await connectRegistry({ registry }).listReferrers(repository, subject);
  const place = `http://${registry}/v2/${repository}/manifests/${subject.replace(":", "-")}`;
  const list: unknown = await (await fetch(place, { headers: { accept: MEDIA_TYPES.index } })).json();
  const listed = new Set(listAt(list, "manifests").map((entry) => textAt(entry, "digest")));
  return {
    ended: ended.length,
    found: ended.filter((digest) => descriptors.some((entry) => entry.digest === digest)).length,
    listed: ended.filter((digest) => listed.has(digest)).length,
    errors: answers.flatMap(({ error }) => (error === undefined ? [] : [error])),
    writes: clients.flatMap(({ writes }) => writes).filter((path) => path.includes(repository)).length,
    slowestSeconds: Math.max(...answers.map(({ seconds }) => seconds)),
  };
}

/** What is wrong with a round, each a sentence; none: nothing was lost, or whoever lost it said so. */
function endingOf(round: Round): Ending {
  const { ended, found, listed, errors, writes, slowestSeconds } = round;
  return {
    cells: [`${found} of ${ended}`, `${listed} of ${ended}`, `${errors.length}`, `${writes}`, slowestSeconds.toFixed(1)],
    problems: [
      ...(ended + errors.length === CLIENTS ? [] : [`${CLIENTS - ended - errors.length} writers said nothing`]),
      ...(found === ended ? [] : [`readers find ${found} of ${ended} referrers whose writers ended well`]),
      ...(listed === ended ? [] : [`the list for other tools has ${listed} of ${ended} referrers whose writers ended well`]),
      ...errors.map((error) => `a writer said: ${error}`),
    ],
  };
}

/** Slow writers race for the list of what refers to a digest. */
export const referrers: Campaign = {
  name: "referrers",
  about: "8 processes attach a referrer each to one digest, with 0-2 s between reading and writing the shared list; none is lost.",
  needs: ["registry"],
  columns: ["found", "in the list", "errors", "writes", "slowest s"],
  // The rounds wait most of the time, so several run side by side in the same eight processes.
  atOnce: 6,
  async open({ runs = ROUNDS }) {
    const { address } = readParts(["registry"]).registry;
    const stack = new AsyncDisposableStack();
    const clients: Client[] = [];
    for (let who = 0; who < CLIENTS; who++) clients.push(stack.use(await startClient(address)));
    const cases = Array.from({ length: runs }, (_, at): Case => ({
      name: `round ${at + 1}`,
      run: async () => endingOf(await playRound(address, clients)),
    }));
    return { cases, [Symbol.asyncDispose]: () => stack.disposeAsync() };
  },
};
