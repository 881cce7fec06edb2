import { existsSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import * as core from "@actions/core";
import type { Redactor } from "../redaction.ts";
import { describeFinding } from "../verdict.ts";
import type { Finding, Place } from "../verdict.ts";

/** GitHub shows ten errors and ten warnings of a step and drops the rest without a word (docs.github.com, "Annotation limits"). */
const MAX_ANNOTATIONS = 10;

/** Where a project lies. */
export interface ProjectPlace {
  /** Absolute path of the runner's workspace. */
  readonly workspace: string;
  /** The project's folder, relative to the workspace. */
  readonly workingDirectory: string;
}

/** What a step wants people to see on its page and in the diff. They are shown at its end, because only then is it known what matters most. */
export interface Annotations {
  add(finding: Finding): void;
  warn(message: string): void;
  /** Shows ten at most: `cause`, which ended the step, then errors, warnings and notices as they came; the last says how many more there are. */
  show(cause?: string): void;
}

interface Entry {
  readonly severity: Finding["severity"];
  readonly text: string;
  readonly properties: core.AnnotationProperties;
}

const SHOW = { error: core.error, warning: core.warning, notice: core.notice } as const;
const SEVERITIES: readonly Finding["severity"][] = ["error", "warning", "notice"];

/** Makes the annotations of one step; one that came twice is shown once. */
export function collectAnnotations(redactor: Redactor, project: ProjectPlace): Annotations {
  const entries = new Map<string, Entry>();
  const add = (entry: Entry): void => void entries.set(JSON.stringify([entry.text, entry.properties]), entry);
  return {
    add(finding) {
      const place = finding.where;
      add({
        severity: finding.severity,
        text: describeFinding(finding),
        properties: {
          title: finding.rule,
          ...(place ? { file: fromRepository(place, project) } : {}),
          ...(place?.line === undefined ? {} : { startLine: place.line }),
          ...(place?.column === undefined ? {} : { startColumn: place.column }),
        },
      });
    },
    warn: (message) => add({ severity: "warning", text: message, properties: {} }),
    show(cause) {
      const ordered = SEVERITIES.flatMap((severity) => [...entries.values()].filter((entry) => entry.severity === severity));
      const room = MAX_ANNOTATIONS - (cause === undefined ? 0 : 1);
      const shown = ordered.length > room ? ordered.slice(0, room - 1) : ordered;
      if (cause !== undefined) core.setFailed(redactor.redact(cause));
      for (const { severity, text, properties } of shown) SHOW[severity](redactor.redact(text), properties);
      if (shown.length < ordered.length) core.notice(`and ${ordered.length - shown.length} more, see the summary`);
      entries.clear();
    },
  };
}

/** The path as GitHub's diff knows it: from the root of the repository that the project lies in, which a checkout may have put into a folder. */
function fromRepository({ file }: Place, { workspace, workingDirectory }: ProjectPlace): string {
  const project = resolve(workspace, workingDirectory);
  const inProject = resolve(project, file);
  // An organisation's policy lies beside the project, and is named from the workspace.
  const path = !existsSync(inProject) && existsSync(resolve(workspace, file)) ? resolve(workspace, file) : inProject;
  const named = relative(repositoryOf(dirname(path), workspace), path);
  return named.startsWith("..") || isAbsolute(named) ? file : named.split(sep).join("/");
}

/** The nearest folder above that git keeps its repository in; the workspace where there is none. */
function repositoryOf(folder: string, workspace: string): string {
  for (let at = folder; at.startsWith(workspace) && at !== workspace; at = dirname(at)) if (existsSync(join(at, ".git"))) return at;
  return workspace;
}
