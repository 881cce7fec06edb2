import type { RuleInfo } from "./rule-info.ts";

/** Rules about the configuration and the release record. */
export const RECORD_RULES = {
  config: {
    meaning: "`waybill.yml`, a policy file or an input is not as its schema says.",
    example: "waybill.yml:5:13 'images.api.probe.port' must be at most 65535; it is 99999.",
    remedy: "Correct the key at the line and column that are named.",
  },
  "config-uncommitted": {
    meaning: "A file that says what is demanded of a release is not as the commit has it: not tracked by git, ignored, or changed.",
    example: "'waybill.yml' differs from commit 1f3a9c0d2e4b, so nothing can be applied by it.",
    remedy: "Commit the file and plan again. `waybill rehearse` works with files that are not committed.",
  },
  "not-rehearsed": {
    meaning:
      "A part of the project needs something that a rehearsal does not have, so it was left out. The rehearsal is inconclusive then, whatever the rest says.",
    example: "The database 'legacy' of production was not rehearsed: it needs MariaDB (its migrations say AUTO_INCREMENT (V1__first.sql)).",
    remedy: "Try that part on a copy of the real thing. What else the page says holds without it.",
  },
  stopped: {
    meaning: "The run ended with an error before all stages were done.",
    example: "Could not push to ghcr.io/acme/shop/api: the registry refused the credentials.",
    remedy: "Do what the message says and run again; what is done already is recognised.",
  },
  "record-signature": {
    meaning: "A statement of the record is not signed by a trusted key, or was changed after it was signed.",
    example: "Statement 3 of the record does not hold: the signature does not match.",
    remedy: "Do not rely on this record. Find out who changed it, or give the key that really signed it.",
  },
  "record-end": {
    meaning: "The record does not end with a valid release statement, so nothing says that it is complete.",
    example: "The record does not end with a release statement, so nothing says that it is complete.",
    remedy: "Run the release to its end again.",
  },
  "record-order": {
    meaning: "A statement is missing from the record, was replaced, or stands at another place than the release statement lists.",
    example: "The deploy statement stands at number 4 instead of 5: statements were swapped.",
    remedy: "Do not rely on this record; collect it again with `verify-release`.",
  },
  "record-added": {
    meaning: "The record holds a statement that is not part of its release, or one twice.",
    example: "Statement 4 (build) is not part of this release: it was added or replaced.",
    remedy: "Do not rely on this record; collect it again with `verify-release`.",
  },
  "record-origin": {
    meaning: "A record or a statement in it is from another repository, another commit than the one that is checked out, or a rehearsal.",
    example: "The record is of commit 1f3a…, and this checkout is of 88be….",
    remedy: "Check out the commit of the record and verify there, or run a new release; do not mix statements of different ones.",
  },
  "record-rolled-back": {
    meaning:
      "The environment was rolled back, so its record is of an older commit than the one that is checked out. Files were not compared; images and what runs were.",
    example: "The environment was rolled back to commit 1f3a…, and 88be… is checked out: the files here were not held against the record.",
    remedy: "Nothing, or check out the commit that is named and verify there.",
  },
  "record-verdict": {
    meaning: "The release was closed with a verdict that does not pass.",
    example: "The release was closed with a verdict that does not pass. Observed: fail: No test evidence counts for image api.",
    remedy: "Mend what the findings name and release again.",
  },
  "evidence-missing": {
    meaning: "The environment demands evidence that nobody whom it trusts has signed for this release.",
    example: "No test evidence counts for image api (ghcr.io/acme/shop/api@sha256:3f…), and the default list demands it.",
    remedy: "Run the stage that the message names, for this commit, with a key or identity that is trusted.",
  },
  "evidence-verdict": {
    meaning: "The newest evidence about a thing has a verdict that the environment does not allow.",
    example: "The test of image api (ghcr.io/acme/shop/api@sha256:3f…) ended with fail.",
    remedy: "Mend what the stage found and run it again.",
  },
  "evidence-after": {
    meaning: "The environment comes after another one (`after:`), which has no passing release of this commit and these images.",
    example: "This commit with these images was not released to staging, and production comes after it.",
    remedy: "Release to the earlier environment first.",
  },
  "evidence-plan": {
    meaning: "What was planned, approved and applied is not the same plan, or not a plan of this release.",
    example: "The migration of database 'main' applied another plan than the one of this release.",
    remedy: "Plan again, let it be approved, and apply that.",
  },
  "evidence-time": {
    meaning: "The times of signed statements run backwards or lie in the future, by more than five minutes.",
    example: "The test statement says that it ended at 2026-11-21T09:00:00Z, and it is 2026-11-21T08:00:00Z.",
    remedy: "Set the clocks of the runners and run the stage again. If they are right, find out who wrote the statement.",
  },
  "evidence-contradiction": {
    meaning:
      "A signed statement denies itself: its verdict, its facts, its subjects or the published part of its predicate do not fit together.",
    example: "The test statement contradicts itself: it passed, and nothing answered.",
    remedy: "Do not go on with this release: find out who wrote it, then release again.",
  },
  "evidence-self-approval": {
    meaning: "The only approval is by somebody who wrote or started the release, which the policy refuses.",
    example: "ann approved their own work (authors: ann), which the policy refuses.",
    remedy: "Let somebody else approve the plan.",
  },
  "evidence-dirty": {
    meaning: "A stage worked on files that differ from the commit, and the environment has a policy of signers or approvals.",
    example: "The stages build, test worked on files that differ from commit 88be…, and production has a policy of signers or approvals.",
    remedy: "Commit the changes and release that commit.",
  },
  "subject-changed": {
    meaning: "A thing that a statement is about (a file, an image, what runs) has another digest now.",
    example: "'data/customers.csv' is not what the validate-data statement is about: it was changed after that stage.",
    remedy: "Undo the change, or run a new release for it.",
  },
  "subject-unreadable": {
    meaning: "A thing that a statement is about could not be read, so it is not known whether it still is the same.",
    example: "Could not ask ghcr.io for the image: the connection was refused.",
    remedy: "Mend the access that is named and verify again.",
  },
} as const satisfies Record<string, RuleInfo>;
