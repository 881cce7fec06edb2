import type { RuleInfo } from "./rule-info.ts";

/** Rules about the configuration and the release record. */
export const RECORD_RULES = {
  config: {
    meaning: "`waybill.yml`, a policy file or an input is not as its schema says.",
    example: "waybill.yml:5:13 'images.api.probe.port' must be at most 65535; it is 99999.",
    remedy: "Correct the key at the line and column that are named.",
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
    meaning: "A statement is from another repository, another commit, or a rehearsal.",
    example: "The build statement is about commit 1f3a…, the release about 88be….",
    remedy: "Run a new release; do not mix statements of different ones.",
  },
  "record-environment": {
    meaning: "A statement is for another environment than the release.",
    example: "The deploy statement is for environment 'staging', not for 'production'.",
    remedy: "Run a new release; do not mix statements of different ones.",
  },
  "record-image": {
    meaning: "A stage has no statement about an image as it was released.",
    example: "No test statement is about image ghcr.io/acme/shop/api as it was released (sha256:3f…).",
    remedy: "Run a new release; do not mix statements of different ones.",
  },
  "record-plan": {
    meaning: "What was planned, approved and applied is not the same plan.",
    example: "The approval is for another plan than the one that was applied.",
    remedy: "Run a new release; do not mix statements of different ones.",
  },
  "record-policy": {
    meaning: "The policy of the environment demands evidence that the record does not have, or another verdict.",
    example: "The policy demands evidence of the stage 'approve', and the record has none.",
    remedy: "Run that stage for this release.",
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
