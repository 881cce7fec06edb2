import { expect, test } from "vitest";
import { parseManifest } from "./manifest.ts";
import { checkManifests } from "./preflight.ts";

const check = (text: string): string[] =>
  checkManifests({ objects: parseManifest(text, "a.yaml").objects, ignored: [] }).map(
    ({ rule, severity, where }) => `${severity} ${rule} ${where?.line}`,
  );
const deployment = (container: string, selector = "api"): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: api }
spec:
  selector: { matchLabels: { app: ${selector} } }
  template:
    metadata: { labels: { app: api } }
    spec:
      containers:
        - name: api
          ${container}
`;
const GOOD =
  "image: r.example.com/api:1\n          resources: { limits: { memory: 64Mi } }\n          readinessProbe: { tcpSocket: { port: 80 } }";

test.each<[string, string, string[]]>([
  ["nothing against a sound Deployment", deployment(GOOD), []],
  ["a selector that misses its own pods", deployment(GOOD, "web"), ["error selector 5"]],
  ["an image that floats", deployment(GOOD.replace(":1", ":latest")), ["warning image-latest 11"]],
  ["no limit and no probe", deployment("image: api:1"), ["warning no-memory-limit 10", "warning no-readiness-probe 10"]],
  ["a limit that is no quantity", deployment(GOOD.replace("64Mi", "64mb")), ["error quantity 12"]],
  ["a removed API", "apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: { name: x }\n", ["error removed-api 1"]],
  ["a name with capitals", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: MyConfig\n", ["error object-name 4"]],
  [
    "a Secret of the type that keeps revisions",
    "apiVersion: v1\nkind: Secret\nmetadata: { name: x }\ntype: waybill.dev/revision\n",
    ["error reserved 4"],
  ],
  ["a Secret with a revision's name", "apiVersion: v1\nkind: Secret\nmetadata:\n  name: waybill.shop.v7\n", ["error reserved 4"]],
  [
    "what has the label of a revision, even as nothing of its kind",
    "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\n  labels:\n    waybill.dev/revision-of: shop\n",
    ["error reserved 6"],
  ],
  [
    "a namespace with the label of a preview's",
    "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: x\n  labels:\n    waybill.dev/preview-of: shop\n",
    ["error reserved 6"],
  ],
  ["a deployment's lock", "apiVersion: coordination.k8s.io/v1\nkind: Lease\nmetadata:\n  name: waybill-shop\n", ["error reserved 4"]],
  [
    "nothing against labels that a deployment writes itself, nor against Secrets and Leases of others",
    [
      "apiVersion: v1\nkind: Secret\nmetadata: { name: waybill.pem, labels: { waybill.dev/application: shop, waybill.dev/namespace: shop } }\ntype: Opaque\n",
      "apiVersion: coordination.k8s.io/v1\nkind: Lease\nmetadata: { name: leader }\n",
    ].join("---\n"),
    [],
  ],
  [
    "a Service without pods",
    "apiVersion: v1\nkind: Service\nmetadata: { name: s }\nspec:\n  selector: { app: none }\n",
    ["warning service-selector 5"],
  ],
  ["a missing object", deployment(`${GOOD}\n          envFrom: [{ configMapRef: { name: cfg } }]`), ["notice config-reference 14"]],
  [
    "a missing key",
    `${deployment(`${GOOD}\n          env: [{ name: A, valueFrom: { configMapKeyRef: { name: cfg, key: b } } }]`)}---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: cfg }\ndata: { a: "1" }\n`,
    ["error config-reference 14"],
  ],
  ["an optional reference", deployment(`${GOOD}\n          envFrom: [{ secretRef: { name: x, optional: true } }]`), []],
])("finds %s", (_, text, expected) => {
  expect(check(text)).toEqual(expected);
});

test.each([
  ["answers a reference", "DATABASE_URL", []],
  ["that has not the wanted key is an error before anything is deployed", "URL", ["error needs the key 'URL' of Secret 'db'"]],
])("a Secret that is deployed with the manifests %s", (_, key, expected) => {
  const text = deployment(`${GOOD}\n          env: [{ name: A, valueFrom: { secretKeyRef: { name: db, key: ${key} } } }]`);
  const found = checkManifests({ objects: parseManifest(text, "a.yaml").objects, ignored: [] }, { db: ["DATABASE_URL"] });
  expect(found.map(({ severity, what }) => `${severity} ${/needs.*'db'/.exec(what)?.[0]}`)).toEqual(expected);
});
