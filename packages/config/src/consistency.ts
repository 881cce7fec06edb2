import { findNearest, numberAt, recordAt, textAt } from "@waybill/kit";
import type { Finding } from "@waybill/kit";
import { textsOf } from "./fields.ts";
import type { Fields } from "./fields.ts";
import { orderByPredecessor } from "./order.ts";
import { problem, problemOf } from "./origin.ts";
import { originAt } from "./tree.ts";
import type { Node } from "./tree.ts";

type Path = readonly (string | number)[];

/** What a schema cannot say: names that must exist elsewhere in the configuration, keys that exclude or need each other, circles. */
export function checkConsistency(root: Node, file: Fields): Finding[] {
  const problems: Finding[] = [];
  const report: Report = {
    about: (path, what) => void problems.push(problemOf(originAt(root, path), what)),
    at: (path, sentence) => void problems.push(problem(originAt(root, path), sentence)),
  };
  for (const [name, entry] of Object.entries(recordAt(file, "data"))) checkData(name, recordAt(entry), report);
  for (const [name, entry] of Object.entries(recordAt(file, "models"))) checkModel(name, recordAt(entry), report);
  checkEnvironments(file, report);
  return problems;
}

interface Report {
  /** `what` completes the sentence that begins with the name of the value at the path. */
  about(path: Path, what: string): void;
  /** A sentence of its own, at the place of the value. */
  at(path: Path, sentence: string): void;
}

function checkData(name: string, fields: Fields, report: Report): void {
  const given = ["checks", "contract"].filter((key) => fields[key] !== undefined);
  if (given.length !== 1)
    report.about(["data", name], "needs exactly one of 'checks' and 'contract'; without checks nothing would be validated");
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(textAt(fields, "source") ?? ""))
    report.about(["data", name, "source"], "is a URL; it must be a file of the workspace, so fetch it in an earlier step");
}

function checkModel(name: string, fields: Fields, report: Report): void {
  const gates = Object.entries(recordAt(fields, "gate"));
  if (gates.length > 0 && fields["metrics"] === undefined)
    report.about(["models", name, "gate"], "needs 'metrics' beside it: the file whose metrics pass the gate");
  if (textAt(fields, "baseline")?.startsWith("environment:"))
    report.about(
      ["models", name, "baseline"],
      "must be a metrics file of the workspace; baselines read from an environment are not supported",
    );
  for (const [metric, entry] of gates) {
    const gate = recordAt(entry);
    const path = ["models", name, "gate", metric];
    if ((gate["may_drop"] !== undefined || gate["may_rise"] !== undefined) && fields["baseline"] === undefined)
      report.about(path, "compares with a baseline, so it needs 'baseline' beside 'gate'");
    const least = numberAt(gate, "must_be_at_least");
    const most = numberAt(gate, "must_be_at_most");
    if (least !== undefined && most !== undefined && least > most)
      report.about(path, "can never pass: must_be_at_least is greater than must_be_at_most");
  }
}

function checkEnvironments(file: Fields, report: Report): void {
  const environments = recordAt(file, "environments");
  const names = Object.keys(environments);
  for (const [name, entry] of Object.entries(environments)) {
    const fields = recordAt(entry);
    const after = textAt(fields, "after");
    if (after !== undefined && !names.includes(after)) report.at(["environments", name, "after"], unknownName("environment", after, names));
    for (const kind of ["images", "databases"] as const) {
      const known = Object.keys(recordAt(file[kind]));
      for (const [index, wanted] of (textsOf(fields[kind]) ?? []).entries())
        if (!known.includes(wanted)) report.at(["environments", name, kind, index], unknownName(kind.slice(0, -1), wanted, known));
    }
  }
  checkOrder(environments, report);
}

function checkOrder(environments: Fields, report: Report): void {
  const predecessors = new Map(Object.entries(environments).map(([name, entry]) => [name, textAt(entry, "after")]));
  // Names that do not exist are reported where they stand.
  const known = new Map(
    [...predecessors].map(([name, after]) => [name, after !== undefined && predecessors.has(after) ? after : undefined]),
  );
  const { circular } = orderByPredecessor(known);
  const [first] = circular;
  if (first !== undefined)
    report.at(
      ["environments", first, "after"],
      `the environments ${circular.join(", ")} wait for each other in a circle; remove one 'after'`,
    );
}

/** The sentence about a name that is not declared, with the nearest one that is. */
export function unknownName(kind: string, name: string, known: readonly string[]): string {
  const nearest = findNearest(name, known);
  const hint =
    nearest === undefined ? (known.length > 0 ? `there is ${known.join(", ")}` : "none is declared") : `did you mean '${nearest}'?`;
  return `there is no ${kind} '${name}'; ${hint}`;
}
