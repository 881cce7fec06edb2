import { ActionError, countOf, describeFinding } from "@waybill/kit";
import type { Finding } from "@waybill/kit";
import type { Proof } from "@waybill/record";

/**
 * The error of a stage that was refused before it changed anything: its message has every reason, and a page shows the findings and what was
 * proven and missing.
 */
export class Refusal extends ActionError {
  /** What the gate found; none where it was not asked. */
  readonly proofs: readonly Proof[] | undefined;
  /** What the same run had changed before, such as "Migrate database main"; empty when nothing. */
  readonly changedBefore: readonly string[];
  readonly #environment: string;
  readonly #because: string;

  /** `because` completes the sentence "Nothing was changed in <environment>, because …". */
  constructor(
    environment: string,
    because: string,
    findings: readonly Finding[],
    proofs?: readonly Proof[],
    changedBefore: readonly string[] = [],
  ) {
    const reasons = errorsOf(findings).map((finding) => `  ${describeFinding(finding)}`);
    const nothing =
      changedBefore.length === 0
        ? `Nothing was changed in ${environment}`
        : `After '${changedBefore.join("', '")}' nothing more was changed in ${environment}`;
    super("verdict", `${nothing}, because ${because}:\n${reasons.join("\n")}`, { findings });
    this.proofs = proofs;
    this.changedBefore = changedBefore;
    this.#environment = environment;
    this.#because = because;
  }

  /** The same refusal in a run that had changed something before it. */
  after(changedBefore: readonly string[]): Refusal {
    return new Refusal(this.#environment, this.#because, this.findings, this.proofs, changedBefore);
  }
}

/** "1 reason stands against it", "2 reasons stand against it". */
export function reasonsAgainst(findings: readonly Finding[]): string {
  const count = errorsOf(findings).length;
  return `${countOf(count, "reason")} ${count === 1 ? "stands" : "stand"} against it`;
}

function errorsOf(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ severity }) => severity === "error");
}
