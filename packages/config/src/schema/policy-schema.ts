import { STAGES } from "@waybill/kit";
import type { Schema } from "./schema-type.ts";

const stage: Schema = { type: "string", enum: STAGES, description: "The stage whose evidence is demanded." };
const ownKeys = { patternProperties: { "^x-": true }, additionalProperties: false } as const;
const text: Schema = { type: "string", minLength: 1 };

const requirement: Schema = {
  anyOf: [
    stage,
    {
      type: "object",
      properties: {
        stage,
        allow: {
          type: "array",
          minItems: 1,
          uniqueItems: true,
          items: { type: "string", enum: ["pass", "warn", "inconclusive"] },
          default: ["pass", "warn"],
          description: "The verdicts that are enough.",
        },
      },
      required: ["stage"],
      ...ownKeys,
    },
  ],
};

const environment: Schema = {
  type: "object",
  minProperties: 1,
  properties: {
    require: { type: "array", items: requirement, description: "Evidence that is demanded on top of what is demanded by default." },
    self_approval: {
      type: "string",
      enum: ["refuse", "allow"],
      default: "allow",
      description: "Whether somebody may approve a plan with commits of their own.",
    },
  },
  ...ownKeys,
};

const signer: Schema = {
  type: "object",
  properties: {
    key: { ...text, description: "A public key: PEM text, or a file of the workspace. Then no claim is given." },
    issuer: {
      type: "string",
      pattern: "^https://[^\\s/]+(/\\S*)?$",
      default: "https://token.actions.githubusercontent.com",
      description: "Who vouched for the workflow.",
      "x-must": "be an https address such as https://token.actions.githubusercontent.com",
    },
    repository: {
      type: "string",
      pattern: "^[^\\s/]+(/[^\\s/]+)+$",
      description: "The repository whose run signed.",
      "x-must": "be a repository as owner/name",
    },
    workflow: {
      type: "string",
      pattern: "^[^\\s@]+/[^\\s@]+@(refs/\\S+|[0-9a-f]{40})$",
      description: "The workflow file whose job signed, with its ref; of a reusable workflow the called one (job_workflow_ref).",
      "x-must": "be a workflow file with its ref, as owner/name/.github/workflows/deploy.yml@refs/tags/v1",
    },
    ref: {
      type: "string",
      pattern: "^refs/\\S+$",
      description: "The ref that the run was for.",
      "x-must": "be a full ref such as refs/heads/main",
    },
    stages: {
      type: "array",
      minItems: 1,
      uniqueItems: true,
      items: stage,
      description: "The stages that it may sign; the default is all.",
    },
    environments: {
      type: "array",
      minItems: 1,
      uniqueItems: true,
      items: text,
      description: "The environments that it may sign for; the default is all.",
    },
  },
  ...ownKeys,
};

const policyProperties: Readonly<Record<string, Schema>> = {
  extends: {
    ...text,
    description:
      "A policy file of the workspace that this one may only tighten, or 'org' for the organisation's, which the input 'policy' gives.",
  },
  environments: {
    type: "object",
    description: "By environment, or '*' for all: what it demands.",
    additionalProperties: environment,
  },
  signers: {
    type: "array",
    uniqueItems: true,
    items: { anyOf: [text, signer] },
    description: "Who may sign evidence: a public key (PEM text, or a file of the workspace) or a workflow. Nothing else is trusted then.",
  },
};

/** The JSON Schema of a policy: of a policy file on its own, and of `policy` in `waybill.yml`. */
export const policySchema: Schema = {
  type: "object",
  description: "Which evidence a release needs on top of what is demanded by default, and who may sign it.",
  properties: policyProperties,
  ...ownKeys,
};
