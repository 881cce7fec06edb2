import { isRecord, listAt, parseJson, textAt } from "@waybill/kit";
import { nextId, refuse, sendPage } from "./request.ts";
import type { GitHubRequest } from "./request.ts";
import { sendJson } from "../http-service.ts";

/** `POST attestations` */
export function createAttestation({ state, body, response, repository }: GitHubRequest): void {
  const bundle = body["bundle"];
  const subjects = subjectsOf(bundle);
  if (!isRecord(bundle) || subjects.length === 0) return refuse(response, 422, "Validation Failed: bundle is not a Sigstore bundle");
  const attestation = { id: nextId(state), repository, subjects, bundle };
  state.attestations.push(attestation);
  sendJson(response, 201, { id: attestation.id });
}

/** `GET attestations/{subject_digest}` */
export function listAttestations(incoming: GitHubRequest, digest: string = ""): void {
  const { state, repository, response } = incoming;
  const found = state.attestations.filter(
    (entry) => entry.repository === repository && entry.subjects.includes(decodeURIComponent(digest)),
  );
  if (found.length === 0) return refuse(response, 404, "Not Found");
  sendPage(
    incoming,
    found.map(({ bundle }) => ({ bundle, repository_id: 1, bundle_url: "", initiator: "user" })),
    "attestations",
  );
}

/** Digests of what the statement in a bundle is about; none for what holds no statement. */
function subjectsOf(bundle: unknown): string[] {
  try {
    const statement = parseJson(Buffer.from(textAt(bundle, "dsseEnvelope", "payload") ?? "", "base64").toString("utf8"));
    return listAt(statement, "subject").map((subject) => `sha256:${textAt(subject, "digest", "sha256") ?? ""}`);
  } catch {
    // GitHub refuses it for the same reason.
    return [];
  }
}
