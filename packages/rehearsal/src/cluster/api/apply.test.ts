import fc from "fast-check";
import { expect, test } from "vitest";
import { applyConfiguration, claimUpdate } from "./apply.ts";
import { setOf, treeOf } from "./fields.ts";
import type { KubeObject } from "../object.ts";
import { jsonPatch, mergePatch, strategicMergePatch } from "./patch.ts";

const writer = (manager: string, operation: "Apply" | "Update" = "Apply"): Parameters<typeof claimUpdate>[2] => ({
  manager,
  operation,
  apiVersion: "apps/v1",
  custom: false,
});

function deployment(spec: object, metadata: object = {}): KubeObject {
  return { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "api", ...metadata }, spec };
}

function containers(...list: object[]): object {
  return { template: { spec: { containers: list } } };
}

test("what a manager no longer applies goes, what another one owns stays", () => {
  const first = applyConfiguration(
    undefined,
    deployment(
      containers({
        name: "a",
        image: "x",
        env: [
          { name: "ONE", value: "1" },
          { name: "TWO", value: "2" },
        ],
      }),
      { labels: { team: "shop" } },
    ),
    writer("waybill"),
    false,
  );
  const shared = applyConfiguration(
    first,
    deployment(containers({ name: "a", env: [{ name: "TWO", value: "2" }] })),
    writer("other"),
    false,
  );
  const last = applyConfiguration(shared, deployment(containers({ name: "a", image: "x" })), writer("waybill"), false);
  expect(last.spec).toEqual(containers({ name: "a", image: "x", env: [{ name: "TWO", value: "2" }] }));
  expect(last.metadata.labels).toBeUndefined();
  expect(last.metadata.managedFields?.map((entry) => entry.manager)).toEqual(["other", "waybill"]);
});

test("another manager's value is a conflict that names the manager and the field, and force takes it over", () => {
  const live = applyConfiguration(undefined, deployment({ replicas: 2, ...containers({ name: "a", image: "x" }) }), writer("helm"), false);
  const wanted = deployment({ replicas: 3, ...containers({ name: "a", image: "y" }) });
  const attempt = (): unknown => applyConfiguration(live, wanted, writer("waybill"), false);
  expect(attempt).toThrow(
    'Apply failed with 2 conflicts: conflict with "helm":\n- .spec.replicas\n- .spec.template.spec.containers[name="a"].image',
  );
  const forced = applyConfiguration(live, wanted, writer("waybill"), true);
  expect(forced.spec).toMatchObject({ replicas: 3 });
  expect(() => applyConfiguration(forced, deployment({ replicas: 2 }), writer("helm"), false)).toThrow(/conflict with "waybill"/);
});

test("applying the same value twice is shared ownership, not a conflict", () => {
  const live = applyConfiguration(undefined, deployment({ replicas: 2 }), writer("helm"), false);
  expect(applyConfiguration(live, deployment({ replicas: 2 }), writer("waybill"), false).metadata.managedFields).toHaveLength(2);
});

test("a plain update takes the fields that it changes, and applying over it names the one who did it", () => {
  const live = applyConfiguration(undefined, deployment({ replicas: 2 }), writer("waybill"), false);
  const scaled = claimUpdate(live, { ...live, spec: { replicas: 5 } }, writer("kubectl-scale", "Update"));
  expect(() => applyConfiguration(scaled, deployment({ replicas: 2 }), writer("waybill"), false)).toThrow(
    'Apply failed with 1 conflict: conflict with "kubectl-scale" using apps/v1: .spec.replicas',
  );
});

test("a selector is one value that cannot be shared", () => {
  const live = applyConfiguration(undefined, deployment({ selector: { matchLabels: { app: "a", tier: "b" } } }), writer("waybill"), false);
  const next = applyConfiguration(live, deployment({ selector: { matchLabels: { app: "a" } } }), writer("waybill"), false);
  expect(next.spec).toEqual({ selector: { matchLabels: { app: "a" } } });
});

const name = fc.constantFrom("a", "b", "c", "d");
const spec = fc.record(
  {
    replicas: fc.nat(3),
    template: fc.record({
      spec: fc.record(
        {
          containers: fc.uniqueArray(
            fc.record(
              {
                name,
                image: fc.constantFrom("x", "y"),
                ports: fc.uniqueArray(fc.record({ containerPort: fc.integer({ min: 1, max: 3 }) }), {
                  selector: (port) => port.containerPort,
                }),
              },
              { requiredKeys: ["name"] },
            ),
            { selector: (container) => container.name, minLength: 1 },
          ),
          nodeSelector: fc.dictionary(name, name),
        },
        { requiredKeys: ["containers"] },
      ),
    }),
  },
  { requiredKeys: [] },
);

test("a manager that is alone ends with exactly what it applied last, and applying it again changes nothing", () => {
  fc.assert(
    fc.property(spec, spec, (first, second) => {
      const live = applyConfiguration(undefined, deployment(first), writer("waybill"), false);
      const next = applyConfiguration(live, deployment(second), writer("waybill"), false);
      const fresh = applyConfiguration(undefined, deployment(second), writer("waybill"), false);
      expect(next.spec ?? {}).toEqual(fresh.spec ?? {});
      expect(applyConfiguration(next, deployment(second), writer("waybill"), false)).toEqual(next);
    }),
  );
});

test("two managers never lose each other's fields: after forcing, the last one's values are all there", () => {
  fc.assert(
    fc.property(spec, spec, (first, second) => {
      const live = applyConfiguration(undefined, deployment(first), writer("one"), false);
      const next = applyConfiguration(live, deployment(second), writer("two"), true);
      expect(() => applyConfiguration(next, deployment(second), writer("two"), false)).not.toThrow();
    }),
  );
});

test("the tree of fields survives being written and read", () => {
  fc.assert(
    fc.property(spec, (value) => {
      const { managedFields } = applyConfiguration(undefined, deployment(value), writer("w"), false).metadata;
      for (const { fieldsV1 } of managedFields ?? []) expect(treeOf(setOf(fieldsV1))).toEqual(fieldsV1);
    }),
  );
});

test("a strategic merge patch works on list items by their key, a merge patch replaces lists, a JSON patch goes by index", () => {
  const live = containers({ name: "a", image: "x" }, { name: "b", image: "y" });
  expect(strategicMergePatch(live, containers({ name: "b", image: "z" }))).toEqual(
    containers({ name: "a", image: "x" }, { name: "b", image: "z" }),
  );
  expect(strategicMergePatch(live, containers({ name: "a", $patch: "delete" }))).toEqual(containers({ name: "b", image: "y" }));
  expect(strategicMergePatch({ data: { a: "1" } }, { data: { a: null, b: "2" } })).toEqual({ data: { b: "2" } });
  expect(mergePatch(live, containers({ name: "b" }))).toEqual(containers({ name: "b" }));
  expect(jsonPatch(live, [{ op: "replace", path: "/template/spec/containers/0/image", value: "q" }])).toEqual(
    containers({ name: "a", image: "q" }, { name: "b", image: "y" }),
  );
  expect(() => jsonPatch(live, [{ op: "remove", path: "/nope/x" }])).toThrow(/does not exist/);
});
