// In which order the site shows the pages, as data. A page that stands here nowhere is shown at the end of its folder's group, so that none is
// lost; one that is named and not there is passed over.

export interface Group {
  readonly title: string;
  readonly about: string;
  readonly pages: readonly string[];
}

export const START = "docs/README.md";

export const GROUPS: readonly Group[] = [
  {
    title: "Start",
    about: "See it run on your own machine first, then release for real.",
    pages: [
      "README.md",
      "docs/tutorials/first-rehearsal.md",
      "docs/tutorials/first-release.md",
      "docs/init.md",
      "docs/rehearse.md",
      "docs/examples.md",
    ],
  },
  {
    title: "How to",
    about: "One task a page, with the lines to copy.",
    pages: [
      "docs/how-to/images.md",
      "docs/how-to/data.md",
      "docs/how-to/models.md",
      "docs/how-to/migrations.md",
      "docs/how-to/deploy.md",
      "docs/how-to/record.md",
      "docs/how-to/previews.md",
      "docs/how-to/monitor.md",
      "docs/how-to/private-images.md",
      "docs/how-to/runners.md",
      "docs/how-to/enterprise-server.md",
      "docs/proxy.md",
      "docs/admission.md",
      "docs/verify-by-hand.md",
    ],
  },
  {
    title: "Moving in",
    about: "From what you use now, with the same inputs side by side.",
    pages: [
      "docs/moving-in/README.md",
      "docs/moving-in/docker-actions.md",
      "docs/moving-in/k8s-deploy.md",
      "docs/moving-in/migration-tools.md",
      "docs/moving-in/data-checks.md",
    ],
  },
  {
    title: "Explained",
    about: "Why it is built this way, and what the words mean.",
    pages: [
      "docs/explained/three-questions.md",
      "docs/explained/record.md",
      "docs/explained/gate.md",
      "docs/explained/approval.md",
      "docs/words.md",
      "docs/kubernetes.md",
      "docs/referrers.md",
      "SECURITY.md",
    ],
  },
  {
    title: "Actions",
    about: "Inputs and outputs, filled from each action.yml.",
    pages: [
      "actions/waybill/README.md",
      "actions/build-image/README.md",
      "actions/validate-data/README.md",
      "actions/validate-model/README.md",
      "actions/migrate-database/README.md",
      "actions/deploy-kubernetes/README.md",
      "actions/verify-release/README.md",
      "actions/read-cloud/README.md",
    ],
  },
  {
    title: "Workflows",
    about: "The chain as reusable workflows, each with its permissions.",
    pages: ["README", "release", "validate", "build", "deploy", "migrate", "rollback", "pull-request", "preview", "monitor"].map(
      (name) => `docs/workflows/${name}.md`,
    ),
  },
  {
    title: "Files and rules",
    about: "Every key, every rule, every fact that is signed.",
    pages: [
      "docs/waybill-yml.md",
      "docs/policy.md",
      "docs/check-files.md",
      "docs/reference/check-file-keys.md",
      "docs/signing.md",
      "docs/predicates.md",
      "docs/reference/facts.md",
      "docs/rules.md",
      "docs/github.md",
      "CHANGELOG.md",
    ],
  },
  {
    title: "Examples",
    about: "Products that are carried through the whole chain.",
    pages: ["minimal", "churn", "compose-shop", "jenkins-lab"].map((name) => `examples/${name}/README.md`),
  },
  {
    title: "Working on Waybill",
    about: "How the house is built, tested and measured.",
    pages: [
      "CONTRIBUTING.md",
      "docs/architecture.md",
      "docs/debugging.md",
      "docs/real-parts.md",
      "docs/benchmarks.md",
      "docs/dependencies.md",
      "docs/releasing.md",
    ],
  },
];

/** Where a page goes that GROUPS does not name: the first folder that it lies in, else the last group. */
export const BY_FOLDER: readonly (readonly [folder: string, group: string])[] = [
  ["docs/tutorials/", "Start"],
  ["docs/how-to/", "How to"],
  ["docs/moving-in/", "Moving in"],
  ["docs/explained/", "Explained"],
  ["docs/workflows/", "Workflows"],
  ["docs/reference/", "Files and rules"],
  ["actions/", "Actions"],
  ["examples/", "Examples"],
  ["docs/", "How to"],
  ["", "Working on Waybill"],
];
