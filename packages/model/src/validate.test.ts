import { mkdir, mkdtemp, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Digest } from "@waybill/kit";
import { digestOf, digestOfPath, SILENT } from "@waybill/kit";
import { expect, test } from "vitest";
import type { Field } from "@waybill/testing/model-files";
import { onnx, safetensors, tensor } from "@waybill/testing/model-files";
import type { ModelResult, ValidateModelOptions } from "./validate.ts";
import { validateModel } from "./validate.ts";

const WEIGHTS = safetensors({ w: { dtype: "F32", shape: [2], bytes: 8 } });
const PICKLE = Buffer.from("\x80\x02cposix\nsystem\n(tR.", "latin1");

async function validate(files: Record<string, string | Buffer>, options: Partial<ValidateModelOptions> = {}): Promise<ModelResult> {
  const workspace = await mkdtemp(join(tmpdir(), "model-"));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(workspace, path)), { recursive: true });
    await writeFile(join(workspace, path), content);
  }
  return validateModel({ name: "churn", path: "m", workspace, gate: {}, allowPickle: false, reporter: SILENT, ...options });
}

test("a folder is told by one digest, its files, formats and facts", async () => {
  const result = await validate({ "m/model.safetensors": WEIGHTS, "m/README.md": "# Churn\n", "m/config.json": "{}", "m/.gitkeep": "" });
  expect(result).toMatchObject({
    verdict: "pass",
    format: "safetensors",
    findings: [],
    facts: { tensors: 1, parameters: 2, dtypes: { F32: 1 } },
  });
  expect(result.files.map((file) => [file.path, file.format, file.verdict])).toEqual([
    [".gitkeep", "empty", "pass"],
    ["README.md", "text", "pass"],
    ["config.json", "json", "pass"],
    ["model.safetensors", "safetensors", "pass"],
  ]);
  expect(result.files[3]?.digest).toBe(digestOf(WEIGHTS));
});

test("a single file is told by its own digest, and an ONNX model by its interface", async () => {
  const result = await validate({ "a/model.onnx": onnx() }, { path: "a/model.onnx" });
  expect(result).toMatchObject({
    verdict: "pass",
    format: "onnx",
    digest: digestOf(onnx()),
    facts: { irVersion: 8, opset: { "ai.onnx": 17 }, inputs: [{ name: "x" }] },
  });
  expect(result.files[0]?.path).toBe("model.onnx");
});

test("a pickle is refused under any name, with the reason and the way out", async () => {
  for (const name of ["model.pkl", "notes.txt", "model.safetensors", "weights"]) {
    const result = await validate({ [`m/${name}`]: PICKLE, "m/config.json": "{}" });
    const finding = result.findings.find((each) => each.rule === "model-pickle");
    expect(result.verdict).toBe("fail");
    expect(finding).toMatchObject({ severity: "error", where: { file: `m/${name}` }, what: expect.stringContaining("can run any code") });
    expect(finding?.next).toContain(digestOf(PICKLE));
  }
});

test("a pickle passes with a warning when its digest or that of the model is listed, and only then", async () => {
  const files = { "m/model.pkl": PICKLE };
  const { digest } = await validate(files);
  for (const listed of [digestOf(PICKLE), digest]) {
    const result = await validate(files, { allowPickle: [listed] });
    expect(result).toMatchObject({ verdict: "warn", findings: [{ severity: "warning", what: expect.stringContaining(listed) }] });
  }
  expect((await validate(files, { allowPickle: [digestOf("other")] })).verdict).toBe("fail");
  expect(
    (await validate({ "m/model.pkl": Buffer.concat([PICKLE, Buffer.from("0")]) }, { allowPickle: [digestOf(PICKLE), digest] })).verdict,
  ).toBe("fail");
  await expect(validate(files, { allowPickle: ["sha256:abc" as Digest] })).rejects.toThrow("'models.churn.allow_pickle' has 'sha256:abc'");
});

test.each<[string, Record<string, string | Buffer>, string]>([
  ["a file of an unknown format", { "m/model.safetensors": WEIGHTS, "m/blob": Buffer.from([0, 1, 2]) }, "inconclusive"],
  ["GGUF, whose rules are not checked yet", { "m/model.gguf": Buffer.from("GGUF\x03\0\0\0") }, "inconclusive"],
  ["only text", { "m/README.md": "hello\n" }, "inconclusive"],
  ["a cut-off safetensors file", { "m/model.safetensors": WEIGHTS.subarray(0, -1) }, "fail"],
  ["a cut-off ONNX file", { "m/model.onnx": onnx().subarray(0, -30) }, "fail"],
  ["an ONNX file of which a few bytes are left", { "m/model.onnx": onnx().subarray(0, 3) }, "fail"],
  ["an empty weights file", { "m/model.safetensors": "" }, "fail"],
  ["an empty file among others", { "m/model.safetensors": WEIGHTS, "m/vocab.txt": "" }, "fail"],
  ["JSON under the name of weights", { "m/model.safetensors": "{}" }, "fail"],
  ["weights under the name of JSON", { "m/model.json": WEIGHTS }, "fail"],
  ["broken JSON", { "m/model.safetensors": WEIGHTS, "m/config.json": "{" }, "fail"],
  ["an index without a tensor", { "m/model.safetensors": WEIGHTS, "m/model.safetensors.index.json": '{"weight_map": {}}' }, "fail"],
  [
    "an index with a wrong shard",
    { "m/model.safetensors": WEIGHTS, "m/model.safetensors.index.json": '{"weight_map": {"x": "model.safetensors"}}' },
    "fail",
  ],
  ["program code", { "m/model.safetensors": WEIGHTS, "m/modeling.py": "print(1)\n" }, "warn"],
])("a model with %s", async (_, files, verdict) => {
  const result = await validate(files);
  expect(result.verdict).toBe(verdict);
  if (verdict !== "pass") expect(result.findings.length).toBeGreaterThan(0);
});

test("a safetensors file that is a pickle as well is refused", async () => {
  const payload = Buffer.from("cposix\nsystem\n(Vid\ntR.", "latin1");
  // 1368 is 0x0558: an unpickler reads a text of 5 bytes, then the tensor's name "V" as a text that goes on to the line feed before the weights.
  const header = `{"V":{"dtype":"U8","shape":[${payload.length}],"data_offsets":[0,${payload.length}]}}`.padEnd(1367, " ");
  const bytes = Buffer.concat([safetensors({}, { header: `${header}\n` }), payload]);
  const result = await validate({ "m/model.safetensors": bytes });
  expect(result.findings.map((finding) => finding.rule)).toEqual(["model-ambiguous"]);
  expect(result.verdict).toBe("fail");
});

test.each<[string, Record<string, string>]>([
  [
    "settings and vocabularies of Hugging Face",
    {
      "config.json": '{"architectures":["BertModel"],"auto_map":null,"hidden_size":8}',
      "tokenizer.json": '{"model":{"vocab":{"__a__":0}}}',
      "vocab.txt": "a\nb\n",
    },
  ],
  ["a sentence transformer", { "modules.json": '[{"idx":0,"type":"sentence_transformers.models.Transformer"}]' }],
  [
    "documents and metrics",
    { "README.md": "# x\n", LICENSE: "MIT\n", "metrics.json": '{"auc":0.9}', "eval_results.json": '{"eval_accuracy":0.9}' },
  ],
  [
    "a description",
    { "model.json": '{"name":"churn","threshold":0.3,"features":["a","b"],"training":{"seed":7}}', "labels.json": '["a","b"]' },
  ],
  [
    "a plain chat template",
    {
      "tokenizer_config.json": JSON.stringify({
        chat_template:
          "{% for message in messages %}{{ '<|' + message['role'] + '|>' + message.content | trim }}{% if not loop.last and messages[loop.index0 - 1].role != 'user' %}{{ eos_token }}{% endif %}{% endfor %}",
      }),
    },
  ],
  [
    "an MLflow model of ONNX",
    {
      MLmodel:
        "flavors:\n  onnx: {onnx_version: 1.22.0, data: model.onnx}\n  python_function: {loader_module: mlflow.onnx, data: model.onnx}\n",
    },
  ],
])("weights beside %s pass", async (_, files) => {
  const result = await validate({
    "m/model.safetensors": WEIGHTS,
    ...Object.fromEntries(Object.entries(files).map(([name, text]) => [`m/${name}`, text])),
  });
  expect(result).toMatchObject({ verdict: "pass", findings: [] });
});

const template = (text: string): string => JSON.stringify({ chat_template: text });

test.each<[string, string, string, string]>([
  ["a map to program code", "config.json", '{"auto_map":{"AutoModel":"evil--repo.Model"}}', "fail"],
  ["leave to run other code", "config.json", '{"nested":[{"trust_remote_code":true}]}', "fail"],
  ["a Keras Lambda layer", "config.json", '{"class_name":"Functional","config":{"layers":[{"class_name":"Lambda"}]}}', "fail"],
  ["a Keras model", "config.json", '{"class_name":"Functional","config":{}}', "inconclusive"],
  ["a function to call", "config.json", '{"_target_":"os.system"}', "fail"],
  ["a foreign module", "modules.json", '[{"type":"os.path"}]', "fail"],
  ["a module to import", "adapter_config.json", '{"auto_mapping":{"parent_library":"os"}}', "fail"],
  ["a template that climbs to Python", "tokenizer_config.json", template("{{ ''.__class__.__mro__ }}"), "fail"],
  ["a template with a hidden name", "tokenizer_config.json", template("{{ ''['\\x5f\\x5fclass\\x5f\\x5f'] }}"), "inconclusive"],
  ["a template that makes a name", "tokenizer_config.json", template("{% set n = '_' * 2 %}{{ ''[n ~ 'class' ~ n] }}"), "inconclusive"],
  ["a template that picks letters", "tokenizer_config.json", template("{{ messages['a_b'[1]] }}"), "inconclusive"],
  ["a template with a filter for attributes", "chat_template.json", template("{{ x | attr('y') }}"), "fail"],
  ["a template that hides its end", "tokenizer_config.json", template("{{ '}}' ~ ''.__class__ }}"), "inconclusive"],
  [
    "a template that renames loop",
    "tokenizer_config.json",
    template("{% set loop = namespace(index0=x) %}{{ y[loop.index0] }}"),
    "inconclusive",
  ],
  ["a template of its own", "chat_template.jinja", "{{ lipsum.y }}", "fail"],
  ["one template of several", "tokenizer_config.json", '{"chat_template":[{"name":"a","template":"{{ cycler }}"}]}', "fail"],
  ["a loader of its own", "MLmodel", "flavors: {python_function: {loader_module: evil}}\n", "fail"],
  ["a custom Python model", "MLmodel", "flavors: {python_function: {loader_module: mlflow.pyfunc.model, python_model: p.pkl}}\n", "fail"],
  ["code of its own", "MLmodel", "flavors: {python_function: {loader_module: mlflow.onnx, code: code}}\n", "fail"],
  ["files outside", "MLmodel", "flavors: {python_function: {loader_module: mlflow.onnx, data: ../x.onnx}}\n", "fail"],
  ["a flavor that nobody knows", "MLmodel", "flavors: {evil: {data: x}}\n", "inconclusive"],
  ["YAML that is none", "MLmodel", "flavors: {\n", "inconclusive"],
  ["packages", "requirements.txt", "evil==1\n", "warn"],
  ["an XGBoost model", "model.json", '{"learner":{"gradient_booster":{}},"version":[2,0,0]}', "inconclusive"],
  [
    "weights in a description",
    "model.json",
    JSON.stringify({ thresholds: 1, features: Array.from({ length: 20 }, (_, index) => index) }),
    "inconclusive",
  ],
  ["JSON that nobody knows", "params.json", '{"a":1}', "inconclusive"],
  ["text that nobody knows", "model.txt", "tree\nversion=v4\n", "inconclusive"],
  ["a cut-off pickle that reads as text", "scaler.pkl", "ccopy_reg\n_reconstr", "fail"],
])("weights beside %s do not pass", async (_, name, text, verdict) => {
  const files = { "m/model.safetensors": WEIGHTS, [`m/${name}`]: text };
  const result = await validate(files);
  expect(result.verdict).toBe(verdict);
  expect(result.findings.some(({ where }) => where?.file === `m/${name}`)).toBe(true);
  // Who has read the file may vouch for it, unless it is not what its name says.
  if (verdict === "inconclusive") expect((await validate(files, { allowPickle: [digestOf(text)] })).verdict).toBe("warn");
});

test.each<[string, Record<string, string | Buffer>]>([
  ["only metrics", { "m/metrics.json": '{"auc":0.9}' }],
  ["only settings", { "m/config.json": "{}", "m/README.md": "x\n" }],
  ["weights without a number", { "m/model.safetensors": safetensors({}) }],
])("a folder with %s holds no model", async (_, files) => {
  expect(await validate(files)).toMatchObject({ verdict: "inconclusive", findings: [{ rule: "model-format" }] });
});

test("weights beside an ONNX file belong to the model, and to its digest", async () => {
  const entries: Field[] = [
    [
      13,
      [
        [1, "location"],
        [2, "w.bin"],
      ],
    ],
    [14, 1],
  ];
  const model = onnx({ initializers: [[[1, 2], [1, 1], [2, 1], [8, "w"], ...entries], tensor("b", [1])] });
  const files = { "m/model.onnx": model, "m/w.bin": Buffer.from([0, 1, 2, 3, 4, 5, 6, 7]) };
  const result = await validate(files);
  expect(result.files.map((file) => file.format)).toEqual(["onnx", "onnx-external-data"]);
  expect(result).toMatchObject({ verdict: "pass", format: "onnx" });
  expect((await validate({ ...files, "m/w.bin": Buffer.alloc(8) })).digest).not.toBe(result.digest);
  expect((await validate({ "m/model.onnx": model }, { path: "m/model.onnx" })).verdict).toBe("fail");
});

test("metrics are judged against limits and a baseline, and each gate is in the result", async () => {
  const files = { "m/model.safetensors": WEIGHTS, "metrics.json": '{"auc": 0.9, "loss": NaN}', "base.json": '{"auc": 0.92}' };
  const options = { metrics: "metrics.json", baseline: "base.json" };
  const good = await validate(files, { ...options, gate: { auc: { mustBeAtLeast: 0.8, mayDrop: 0.02 } } });
  expect(good).toMatchObject({ verdict: "pass", gates: [{ metric: "auc", observed: 0.9, baseline: 0.92, verdict: "pass" }] });
  const bad = await validate(files, { ...options, gate: { auc: { mayDrop: 0.01 }, loss: { mustBeAtMost: 1 }, f1: { mustBeAtLeast: 0 } } });
  expect(bad.gates.map((gate) => gate.verdict)).toEqual(["fail", "fail", "inconclusive"]);
  expect(bad.findings).toHaveLength(3);
  expect(bad.findings[0]).toMatchObject({ rule: "model-metric", where: { file: "metrics.json" }, observed: "0.9" });
  expect(good).toMatchObject({
    metrics: { file: "metrics.json", digest: digestOf(files["metrics.json"]) },
    baseline: { file: "base.json", digest: digestOf(files["base.json"]) },
  });
});

test("wrong paths and files are input errors", async () => {
  await expect(validate({}, { path: "m" })).rejects.toThrow("Input 'models.churn.path' is 'm', but nothing exists there");
  await expect(validate({ "m/a": "x" }, { path: "../x" })).rejects.toThrow("outside the workspace");
  await expect(validate({ "m/a.json": "{}" }, { metrics: "none.json" })).rejects.toThrow("Input 'models.churn.metrics' is 'none.json'");
  await expect(validate({ "m/a.json": "{}", "x.json": "[" }, { metrics: "x.json" })).rejects.toThrow("is no metrics file");
  const workspace = await mkdtemp(join(tmpdir(), "model-"));
  await mkdir(join(workspace, "m"));
  await symlink("/etc/hosts", join(workspace, "m", "weights"));
  await expect(validate({}, { workspace })).rejects.toThrow("symbolic link");
});

test("an empty folder is no model", async () => {
  const workspace = await mkdtemp(join(tmpdir(), "model-"));
  await mkdir(join(workspace, "m"));
  expect(await validate({}, { workspace })).toMatchObject({ verdict: "inconclusive", format: "none" });
  expect((await digestOfPath(join(workspace, "m"))).files).toEqual([]);
});
