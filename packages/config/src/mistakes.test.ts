import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkConfig } from "./load.ts";

/** What people write, and all that they are told: the place, what is wrong, the nearest word, what to do next. */
const MISTAKES: readonly [name: string, files: string | Record<string, string>, says: readonly string[]][] = [
  ["a misspelt section", "imges:\n  api:\n", ["waybill.yml:1:1 unknown key 'imges'; did you mean 'images'?"]],
  ["a misspelt key", "images:\n  api:\n    contxt: .\n", ["waybill.yml:3:5 unknown key 'contxt' in 'images.api'; did you mean 'context'?"]],
  [
    "a key in camel case",
    "images:\n  api:\n    probe: { port: 80, expectStatus: 200 }\n",
    ["waybill.yml:3:24 unknown key 'expectStatus' in 'images.api.probe'; did you mean 'expect_status'?"],
  ],
  [
    "a key with a hyphen",
    "data:\n  o:\n    source: a\n    checks: b\nmodels:\n  m:\n    path: m\n    allow-pickle: false\n",
    ["waybill.yml:8:5 unknown key 'allow-pickle' in 'models.m'; did you mean 'allow_pickle'?"],
  ],
  ["a section in the singular", "image:\n  api:\n", ["waybill.yml:1:1 unknown key 'image'; did you mean 'images'?"]],
  ["a section in upper case", "Images:\n  api:\n", ["waybill.yml:1:1 unknown key 'Images'; did you mean 'images'?"]],
  [
    "a section as a list",
    "images:\n  - api\n",
    ["waybill.yml:2:3 'images' must be a mapping; it is a list, so write each name as a key with a colon"],
  ],
  [
    "a section as a list of entries",
    "images:\n  - name: api\n    context: .\n",
    ["waybill.yml:2:3 'images' must be a mapping; it is a list, so write each name as a key with a colon"],
  ],
  [
    "an entry that is a path",
    "images:\n  api: services/api\n",
    [
      "waybill.yml:2:8 'images.api' must be a mapping; it is a text; its keys are context, dockerfile, target, args, labels, platforms, contexts, cache, repository, probe, budget, secrets",
    ],
  ],
  ["a tab as indentation", "images:\n\tapi:\n", ["waybill.yml:2:1 Tabs are not allowed as indentation; indent with spaces"]],
  [
    "no space behind a colon",
    "images:\n  api:\n    context:services/api\n",
    ["waybill.yml:3:5 'images.api' must be a mapping; it is a text; a colon needs a space after it"],
  ],
  [
    "no space behind the only colon",
    "name:shop\n",
    ["waybill.yml:1:1 the file must be a mapping; it is a text; a colon needs a space after it"],
  ],
  [
    "a key that is indented otherwise",
    "images:\n  api:\n    context: .\n   target: x\n",
    ["waybill.yml:4:1 All mapping items must start at the same column; give it the indentation of the keys beside it"],
  ],
  [
    "a missing colon",
    "images\n  api:\n",
    ["waybill.yml:1:1 a colon is missing: a key ends with a colon and a space, and a text of several lines needs quotes or '|'"],
  ],
  ["a quote that is not closed", 'name: "shop\nimages:\n  api:\n', ['waybill.yml:1:7 what is opened here is never closed; end it with "']],
  [
    "a list that is not closed",
    "images:\n  api:\n    platforms: [linux/amd64\nregistry: ghcr.io\n",
    ["waybill.yml:3:16 what is opened here is never closed; end it with ]"],
  ],
  [
    "a mapping that is not closed",
    "images:\n  api: { context: .\nregistry: ghcr.io\n",
    ["waybill.yml:2:8 what is opened here is never closed; end it with }"],
  ],
  [
    "a colon in a plain text",
    "images:\n  api:\n    target: a: b\n",
    [
      "waybill.yml:3:13 a second key stands on this line: put a text that holds a colon and a space in quotes, or give the key a line of its own",
    ],
  ],
  [
    "a text that begins with '@'",
    "images:\n  api:\n    target: @runtime\n",
    ["waybill.yml:3:13 Plain value cannot start with reserved character @; put the value in quotes"],
  ],
  [
    "a text that begins with '%'",
    "images:\n  api:\n    target: %runtime\n",
    ["waybill.yml:3:13 Plain value cannot start with directive indicator character %; put the value in quotes"],
  ],
  [
    "a star without quotes",
    "policy:\n  environments:\n    *: { require: [build] }\n",
    ["waybill.yml:3:6 Alias ending in : is ambiguous; put a text that begins with '*' or '&' in quotes"],
  ],
  [
    "a section that stands there twice",
    "images:\n  api:\n    context: .\nregistry: ghcr.io\nimages:\n  web:\n",
    ["waybill.yml:5:1 the key 'images' stands here a second time, after line 1; keep one of them"],
  ],
  [
    "a key that stands there twice",
    "images:\n  api:\n    context: .\n    target: a\n    context: b\n",
    ["waybill.yml:5:5 the key 'context' stands here a second time, after line 3; keep one of them"],
  ],
  [
    "an entry that stands there twice",
    "images:\n  api:\n    context: .\n  api:\n    context: b\n",
    ["waybill.yml:4:3 the key 'api' stands here a second time, after line 2; keep one of them"],
  ],
  ["two documents", "name: a\n---\nname: b\n", ["waybill.yml:2:1 a second document begins here; one file holds one document"]],
  [
    "an alias without its anchor",
    "images:\n  api: *base\n",
    ["waybill.yml:2:8 the alias '*base' has no anchor; set it with '&base' at the value that it stands for, above this line"],
  ],
  [
    "a merge key for a number",
    "x-b: &b 1\nimages:\n  api:\n    <<: *b\n",
    ["waybill.yml:4:5 '<<' takes over the keys of a mapping, so it must be an alias such as *base, or a list of aliases"],
  ],
  [
    "a secret in place of its name",
    "databases:\n  main:\n    url: postgres://a:b@h/d\n    migrations: db\n",
    ["waybill.yml:3:10 'databases.main.url' must name an environment variable as env:NAME; the value itself never stands in this file"],
  ],
  [
    "GitHub's expression in place of a name",
    "databases:\n  main:\n    url: ${{ secrets.DATABASE_URL }}\n    migrations: db\n",
    [
      "waybill.yml:3:10 'databases.main.url' must name an environment variable as env:NAME; the value itself never stands in this file, so write env:DATABASE_URL and set the variable in the workflow",
    ],
  ],
  [
    "a shell's variable in place of a name",
    "databases:\n  main:\n    url: $DATABASE_URL\n    migrations: db\n",
    ["waybill.yml:3:10 'databases.main.url' must name an environment variable as env:NAME; the value itself never stands in this file"],
  ],
  [
    "a variable's name with a hyphen",
    "databases:\n  main:\n    url: env:DATABASE-URL\n    migrations: db\n",
    ["waybill.yml:3:10 'databases.main.url' must name an environment variable as env:NAME; the value itself never stands in this file"],
  ],
  ["a database without its address", "databases:\n  main:\n    migrations: db\n", ["waybill.yml:3:5 'databases.main' needs the key 'url'"]],
  ["a probe without a port", "images:\n  api:\n    probe: { path: / }\n", ["waybill.yml:3:12 'images.api.probe' needs the key 'port'"]],
  [
    "a port in quotes",
    "images:\n  api:\n    probe: { port: '8080' }\n",
    ["waybill.yml:3:20 'images.api.probe.port' must be a whole number; it is a text, so write it without quotes"],
  ],
  [
    "a port that cannot be",
    "images:\n  api:\n    probe: { port: 80800 }\n",
    ["waybill.yml:3:20 'images.api.probe.port' must be at most 65535; it is 80800"],
  ],
  [
    "a path without a slash",
    "images:\n  api:\n    probe: { port: 80, path: healthz }\n",
    ["waybill.yml:3:30 'images.api.probe.path' must be a path that starts with '/'"],
  ],
  [
    "a duration in 'min'",
    "environments:\n  p: { timeout: 5min }\n",
    ["waybill.yml:2:17 'environments.p.timeout' must be whole seconds or a text such as 90s, 5m or 1h"],
  ],
  [
    "a duration in milliseconds",
    "environments:\n  p: { timeout: 500ms }\n",
    ["waybill.yml:2:17 'environments.p.timeout' must be whole seconds or a text such as 90s, 5m or 1h"],
  ],
  [
    "a fraction of a duration",
    "environments:\n  p: { timeout: 1.5m }\n",
    ["waybill.yml:2:17 'environments.p.timeout' must be whole seconds or a text such as 90s, 5m or 1h"],
  ],
  ["no duration at all", "environments:\n  p: { timeout: 0 }\n", ["waybill.yml:2:17 'environments.p.timeout' must be at least 1; it is 0"]],
  [
    "a size in 'M'",
    "images:\n  api:\n    budget: { size: 200M }\n",
    ["waybill.yml:3:21 'images.api.budget.size' must be bytes or a text such as 200MB (10^6) or 200MiB (2^20)"],
  ],
  [
    "a budget without its key",
    "images:\n  api:\n    budget: 200MB\n",
    ["waybill.yml:3:13 'images.api.budget' must be a mapping; it is a text; its keys are size"],
  ],
  [
    "a platform without its system",
    "images:\n  api:\n    platforms: [amd64]\n",
    ["waybill.yml:3:17 'images.api.platforms.0' must be a platform such as linux/amd64"],
  ],
  [
    "a platform that is no list",
    "images:\n  api:\n    platforms: linux/amd64\n",
    ["waybill.yml:3:16 'images.api.platforms' must be a list; it is a text, so put it in brackets"],
  ],
  [
    "a repository with a tag",
    "images:\n  api:\n    repository: ghcr.io/acme/api:v1\n",
    ["waybill.yml:3:17 'images.api.repository' must be a repository in lower case without a tag, such as ghcr.io/owner/name"],
  ],
  [
    "a repository in upper case",
    "images:\n  api:\n    repository: ghcr.io/Acme/api\n",
    ["waybill.yml:3:17 'images.api.repository' must be a repository in lower case without a tag, such as ghcr.io/owner/name"],
  ],
  [
    "a registry with a scheme",
    "registry: https://ghcr.io\n",
    ["waybill.yml:1:11 'registry' must be a host name with an optional port, such as ghcr.io"],
  ],
  [
    "a registry with a path",
    "registry: ghcr.io/acme\n",
    ["waybill.yml:1:11 'registry' must be a host name with an optional port, such as ghcr.io"],
  ],
  [
    "an image's name in upper case",
    "images:\n  Api:\n",
    [
      "waybill.yml:2:3 the name 'Api' under 'images' must consist of lower-case letters, digits, '.', '_' and '-' and start and end with a letter or digit (63 characters at most)",
    ],
  ],
  [
    "an environment's name that begins with a digit",
    "environments:\n  1st:\n",
    [
      "waybill.yml:2:3 the name '1st' under 'environments' must start with a letter and consist of letters, digits, '.', '_' and '-' (63 characters at most)",
    ],
  ],
  [
    "a namespace with an underscore",
    "environments:\n  p: { namespace: shop_prod }\n",
    ["waybill.yml:2:19 'environments.p.namespace' must be a Kubernetes namespace: lower-case letters, digits and '-'"],
  ],
  [
    "a predecessor that is not there",
    "environments:\n  staging: { namespace: s }\n  production: { namespace: p, after: stagin }\n",
    ["waybill.yml:3:38 there is no environment 'stagin'; did you mean 'staging'?"],
  ],
  [
    "environments that wait for each other",
    "environments:\n  a: { namespace: a, after: b }\n  b: { namespace: b, after: a }\n",
    ["waybill.yml:2:29 the environments a, b wait for each other in a circle; remove one 'after'"],
  ],
  [
    "an image that is not there",
    "images:\n  api:\nenvironments:\n  p: { images: [apy] }\n",
    ["waybill.yml:4:17 there is no image 'apy'; did you mean 'api'?"],
  ],
  [
    "a database that is not there",
    "databases:\n  main: { url: env:U, migrations: db }\nenvironments:\n  p: { databases: [mian] }\n",
    ["waybill.yml:4:20 there is no database 'mian'; did you mean 'main'?"],
  ],
  [
    "a database that is no list",
    "databases:\n  main: { url: env:U, migrations: db }\nenvironments:\n  p: { databases: main }\n",
    ["waybill.yml:4:19 'environments.p.databases' must be a list; it is a text, so put it in brackets"],
  ],
  [
    "two environments in one namespace",
    "environments:\n  a:\n  b:\n",
    [
      "waybill.yml:3:5 'environments.b' deploys to the same namespace of the same cluster as 'a', so each would undo the other; give them different namespaces, or say 'shared: false' where the same kubeconfig leads to another cluster in each ('shared: true' where it is one namespace on purpose)",
    ],
  ],
  [
    "a strategy that is not there",
    "environments:\n  p: { strategy: { type: canary } }\n",
    ["waybill.yml:2:26 'environments.p.strategy.type' must be rolling; it is 'canary'"],
  ],
  [
    "a strategy without its key",
    "environments:\n  p: { strategy: rolling }\n",
    ["waybill.yml:2:18 'environments.p.strategy' must be a mapping; it is a text; its keys are type"],
  ],
  [
    "data without checks",
    "data:\n  o: { source: a.csv }\n",
    ["waybill.yml:2:6 'data.o' needs exactly one of 'checks' and 'contract'; without checks nothing would be validated"],
  ],
  [
    "data with two sources of checks",
    "data:\n  o: { source: a.csv, checks: a, contract: b }\n",
    ["waybill.yml:2:6 'data.o' needs exactly one of 'checks' and 'contract'; without checks nothing would be validated"],
  ],
  [
    "data behind a URL",
    "data:\n  o: { source: 's3://b/a.csv', checks: a }\n",
    ["waybill.yml:2:16 'data.o.source' is a URL; it must be a file of the workspace, so fetch it in an earlier step"],
  ],
  [
    "a gate without metrics",
    "models:\n  m:\n    path: m\n    gate: { auc: { must_be_at_least: 1 } }\n",
    ["waybill.yml:4:11 'models.m.gate' needs 'metrics' beside it: the file whose metrics pass the gate"],
  ],
  [
    "a drop without a baseline",
    "models:\n  m:\n    path: m\n    metrics: x\n    gate: { auc: { may_drop: 0.1 } }\n",
    ["waybill.yml:5:18 'models.m.gate.auc' compares with a baseline, so it needs 'baseline' beside 'gate'"],
  ],
  [
    "a limit in quotes",
    "models:\n  m:\n    path: m\n    metrics: x\n    gate: { auc: { must_be_at_least: '0.8' } }\n",
    ["waybill.yml:5:38 'models.m.gate.auc.must_be_at_least' must be a number; it is a text, so write it without quotes"],
  ],
  [
    "a misspelt limit",
    "models:\n  m:\n    path: m\n    metrics: x\n    gate: { auc: { must_be_atleast: 0.8 } }\n",
    ["waybill.yml:5:20 unknown key 'must_be_atleast' in 'models.m.gate.auc'; did you mean 'must_be_at_least'?"],
  ],
  [
    "a limit without its key",
    "models:\n  m:\n    path: m\n    metrics: x\n    gate: { auc: 0.8 }\n",
    [
      "waybill.yml:5:18 'models.m.gate.auc' must be a mapping; it is a number; its keys are must_be_at_least, must_be_at_most, may_drop, may_rise",
    ],
  ],
  [
    "pickle that is allowed as a whole",
    "models:\n  m:\n    path: m\n    allow_pickle: true\n",
    ["waybill.yml:4:19 'models.m.allow_pickle' must be false, or a list of the digests of files that somebody has inspected; it is 'true'"],
  ],
  [
    "a path out of the workspace",
    "images:\n  api: { context: ../api }\n",
    ["waybill.yml:2:19 'images.api.context' leads outside the workspace; give a path inside it"],
  ],
  [
    "an absolute path",
    "databases:\n  main: { url: env:U, migrations: /db }\n",
    ["waybill.yml:2:35 'databases.main.migrations' leads outside the workspace; give a path inside it"],
  ],
  [
    "a policy for an environment that is not there",
    "environments:\n  production:\npolicy:\n  environments:\n    prod: { require: [build] }\n",
    ["waybill.yml:5:11 there is no environment 'prod'; did you mean 'production'?"],
  ],
  [
    "a misspelt stage",
    "policy:\n  environments:\n    '*': { require: [biuld] }\n",
    [
      "waybill.yml:3:22 'policy.environments.*.require.0' must be one of validate-data, validate-model, build, test, plan, approve, migrate, deploy, release; it is 'biuld'; did you mean 'build'?",
    ],
  ],
  [
    "a failed stage that is enough",
    "policy:\n  environments:\n    '*': { require: [{ stage: build, allow: [fail] }] }\n",
    ["waybill.yml:3:46 'policy.environments.*.require.0.allow.0' must be one of pass, warn, inconclusive; it is 'fail'"],
  ],
  [
    "an organisation's policy that was not given",
    "policy: { extends: org }\n",
    [
      "waybill.yml:1:20 'extends: org' needs the organisation's policy, which was not given; give its text or path with the input 'policy' of the action, or with '--policy FILE' at a terminal",
    ],
  ],
  [
    "a word that YAML reads as false",
    "policy:\n  environments:\n    '*': { self_approval: false }\n",
    ["waybill.yml:3:27 'policy.environments.*.self_approval' must be one of refuse, allow; it is true or false"],
  ],
  ["a version that is not there", "version: 2\n", ["waybill.yml:1:10 'version' must be 1; it is '2'"]],
  ["a version in quotes", "version: '1'\n", ["waybill.yml:1:10 'version' must be 1; it is a text, so write it without quotes"]],
  [
    "build arguments as a list",
    "images:\n  api:\n    args: [A=1]\n",
    ["waybill.yml:3:11 'images.api.args' must be a mapping; it is a list, so write each name as a key with a colon"],
  ],
  [
    "a build argument without its value",
    "images:\n  api:\n    args: { A: }\n",
    ["waybill.yml:3:16 'images.api.args.A' must be a plain value, or name an environment variable as env:NAME; it is empty"],
  ],
  [
    "a Kubernetes Secret without keys",
    "environments:\n  p:\n    secrets: { shop: env:URL }\n",
    ["waybill.yml:3:22 'environments.p.secrets.shop' must be a mapping; it is a text"],
  ],
  [
    "a variable without 'env:'",
    "environments:\n  p:\n    secrets: { shop: { url: DATABASE_URL } }\n",
    [
      "waybill.yml:3:29 'environments.p.secrets.shop.url' must name an environment variable as env:NAME; the value itself never stands in this file",
    ],
  ],
  [
    "a label that is a number",
    "images:\n  api:\n    labels: { version: 1 }\n",
    ["waybill.yml:3:24 'images.api.labels.version' must be a text; it is a whole number, so put it in quotes"],
  ],
  [
    "a cache without its type",
    "images:\n  api:\n    cache: { from: gha }\n",
    [
      "waybill.yml:3:20 'images.api.cache.from' must be a cache as docker buildx takes it, such as type=gha or type=registry,ref=ghcr.io/acme/cache, without keys and tokens",
    ],
  ],
  [
    "a cache without its direction",
    "images:\n  api:\n    cache: type=gha\n",
    ["waybill.yml:3:12 'images.api.cache' must be a mapping; it is a text; its keys are from, to"],
  ],
  [
    "a build context behind a URL",
    "images:\n  api:\n    contexts: { lib: 'https://x/y.git' }\n",
    ["waybill.yml:3:22 'images.api.contexts.lib' must be a folder of the workspace, or an image as docker-image://reference"],
  ],
  ["an empty file", "", ["waybill.yml:1:1 the file is empty; it says what is released and where to, or it need not be there"]],
  [
    "a kubeconfig by its path",
    "environments:\n  p: { kubeconfig: ~/.kube/config }\n",
    [
      "waybill.yml:2:20 'environments.p.kubeconfig' must name an environment variable as env:NAME; the value itself never stands in this file",
    ],
  ],
  [
    "manifests without a path",
    "environments:\n  p: { manifests: }\n",
    ["waybill.yml:2:19 'environments.p.manifests' must be a text or a list; it is empty"],
  ],
  [
    "no manifests at all",
    "environments:\n  p: { manifests: [] }\n",
    ["waybill.yml:2:19 'environments.p.manifests' must not be an empty list"],
  ],
  [
    "a Service's probe without a port",
    "environments:\n  p: { probe: { service: api } }\n",
    ["waybill.yml:2:15 'environments.p.probe' needs the key 'port'"],
  ],
  [
    "two environments on one database",
    "databases:\n  main: { url: env:U, migrations: db }\nenvironments:\n  a: { namespace: a }\n  b: { namespace: b }\n",
    [
      "waybill.yml:2:16 a and b have one address, env:U, for the database 'main', so a release to one could migrate the other; give 'b' a 'url' of its own in its own file, or say 'shared: false' in 'databases.main' where env:U has another value in each, 'shared: true' where they have one database on purpose",
    ],
  ],
  [
    "a namespace that is a number",
    "environments:\n  p: { namespace: 123 }\n",
    [
      "waybill.yml:2:19 'environments.p.namespace' must be a Kubernetes namespace: lower-case letters, digits and '-'; it is a whole number, so put it in quotes",
    ],
  ],
  [
    "a context that is a number",
    "environments:\n  p: { context: 1 }\n",
    ["waybill.yml:2:17 'environments.p.context' must be a text; it is a whole number, so put it in quotes"],
  ],
  [
    "a file for an environment that is not there",
    {
      "waybill.yml": "images:\n  api:\nenvironments:\n  staging: { namespace: s }\n  production: { namespace: p }\n",
      "waybill.prodction.yml": "environments: {}\n",
    },
    [
      "waybill.prodction.yml:1:1 the file is for the environment 'prodction', which is not declared; did you mean 'waybill.production.yml'?",
    ],
  ],
  [
    "an image in an environment's file",
    {
      "waybill.yml": "images:\n  api:\nenvironments:\n  staging: { namespace: s }\n  production: { namespace: p }\n",
      "waybill.production.yml": "images:\n  api: { target: x }\n",
    },
    [
      "waybill.production.yml:1:1 'images' cannot stand here but in 'waybill.yml': what is built and validated is the same in every environment",
    ],
  ],
  [
    "another environment in an environment's file",
    {
      "waybill.yml": "images:\n  api:\nenvironments:\n  staging: { namespace: s }\n  production: { namespace: p }\n",
      "waybill.production.yml": "environments:\n  staging: { namespace: x }\n",
    },
    ["waybill.production.yml:2:3 'environments.staging' cannot stand here: this file is for 'production' alone"],
  ],
  [
    "an environment's key at the top of its file",
    {
      "waybill.yml": "images:\n  api:\nenvironments:\n  staging: { namespace: s }\n  production: { namespace: p }\n",
      "waybill.production.yml": "namespace: x\n",
    },
    ["waybill.production.yml:1:1 'namespace' stands at the top of the file; write it under 'environments: { production: \u2026 }'"],
  ],
  [
    "a value that an environment's file removes",
    {
      "waybill.yml": "images:\n  api:\nenvironments:\n  staging: { namespace: s }\n  production: { namespace: p }\n",
      "waybill.production.yml": "environments:\n  production:\n    probe:\n",
    },
    [
      "waybill.production.yml:3:11 'environments.production.probe' is empty; this file can replace a value of 'waybill.yml' but not remove one, so give a value or leave the key out",
    ],
  ],
  [
    "other migrations in one environment",
    {
      "waybill.yml":
        "images:\n  api:\nenvironments:\n  staging: { namespace: s }\n  production: { namespace: p }\ndatabases: { main: { url: env:A, migrations: db, shared: false } }\n",
      "waybill.production.yml": "databases:\n  main: { migrations: x }\n",
    },
    [
      "waybill.production.yml:2:11 'databases.main.migrations' cannot stand here but in 'waybill.yml': what is built and validated is the same in every environment",
    ],
  ],
  [
    "a misspelt database in an environment's file",
    {
      "waybill.yml":
        "images:\n  api:\nenvironments:\n  staging: { namespace: s }\n  production: { namespace: p }\ndatabases: { main: { url: env:A, migrations: db, shared: false } }\n",
      "waybill.production.yml": "databases:\n  mian: { url: env:X }\n",
    },
    ["waybill.production.yml:2:3 there is no database 'mian'; did you mean 'main'?"],
  ],
  [
    "an order in an environment's file",
    {
      "waybill.yml": "images:\n  api:\nenvironments:\n  staging: { namespace: s }\n  production: { namespace: p }\n",
      "waybill.production.yml": "environments:\n  production: { after: staging }\n",
    },
    [
      "waybill.production.yml:2:17 'environments.production.after' cannot stand here but in 'waybill.yml': it is about the order of all environments",
    ],
  ],
  [
    "a section that stands twice in an environment's file",
    {
      "waybill.yml": "images:\n  api:\nenvironments:\n  staging: { namespace: s }\n  production: { namespace: p }\n",
      "waybill.production.yml": "environments:\n  production: { timeout: 5 }\nenvironments:\n  production: { timeout: 6 }\n",
    },
    ["waybill.production.yml:3:1 the key 'environments' stands here a second time, after line 1; keep one of them"],
  ],
  [
    "an environment's file with another extension",
    {
      "waybill.yml": "images:\n  api:\nenvironments:\n  staging: { namespace: s }\n  production: { namespace: p }\n",
      "waybill.production.yaml": "environments:\n  production: { timeout: 5 }\n",
    },
    ["waybill.production.yaml:1:1 this file is not read, because 'waybill.yml' ends in '.yml'; let both end alike"],
  ],
  [
    "a part of a probe that the base does not have",
    {
      "waybill.yml": "images:\n  api:\nenvironments:\n  staging: { namespace: s }\n  production: { namespace: p }\n",
      "waybill.production.yml": "environments:\n  production: { probe: { path: /x } }\n",
    },
    [
      "waybill.production.yml:2:24 'environments.production.probe' needs the key 'service'",
      "waybill.production.yml:2:24 'environments.production.probe' needs the key 'port'",
    ],
  ],
  [
    "an environment's policy that loosens the base",
    {
      "waybill.yml":
        "images:\n  api:\nenvironments:\n  staging: { namespace: s }\n  production: { namespace: p }\npolicy: { environments: { production: { require: [{ stage: build, allow: [pass] }] } } }\n",
      "waybill.production.yml": "policy:\n  environments:\n    production: { require: [build] }\n",
    },
    [
      "waybill.production.yml:3:29 'build' of 'production' also allows warn, which waybill.yml:6 does not; a policy may only tighten what it stands on, so remove this",
    ],
  ],
  [
    "a policy for all in an environment's file",
    {
      "waybill.yml": "images:\n  api:\nenvironments:\n  staging: { namespace: s }\n  production: { namespace: p }\n",
      "waybill.production.yml": "policy:\n  environments:\n    '*': { require: [build] }\n",
    },
    ["waybill.production.yml:3:5 'policy.environments.*' cannot stand here: this file is for 'production' alone"],
  ],
  [
    "signers in an environment's file",
    {
      "waybill.yml": "images:\n  api:\nenvironments:\n  staging: { namespace: s }\n  production: { namespace: p }\n",
      "waybill.production.yml": "policy:\n  signers: [a.pub]\n",
    },
    [
      "waybill.production.yml:2:3 'policy.signers' cannot stand here but in 'waybill.yml': who is trusted, and on what this policy stands, holds for every environment",
    ],
  ],
  [
    "an environment's own address that is the base's",
    {
      "waybill.yml":
        "images:\n  api:\nenvironments:\n  staging: { namespace: s }\n  production: { namespace: p }\ndatabases: { main: { url: env:A, migrations: db } }\n",
      "waybill.production.yml": "databases:\n  main: { url: env:A }\n",
    },
    [
      "waybill.production.yml:2:16 staging and production have one address, env:A, for the database 'main', so a release to one could migrate the other; give 'production' a 'url' of its own in its own file, or say 'shared: false' in 'databases.main' where env:A has another value in each, 'shared: true' where they have one database on purpose",
    ],
  ],
  [
    "an empty environment's file",
    {
      "waybill.yml": "images:\n  api:\nenvironments:\n  staging: { namespace: s }\n  production: { namespace: p }\n",
      "waybill.production.yml": "",
    },
    ["waybill.production.yml:1:1 the file is empty; it says what is released and where to, or it need not be there"],
  ],
  [
    "a misspelt key in an environment's file",
    {
      "waybill.yml": "images:\n  api:\nenvironments:\n  staging: { namespace: s }\n  production: { namespace: p }\n",
      "waybill.production.yml": "environments:\n  production: { timout: 5 }\n",
    },
    ["waybill.production.yml:2:17 unknown key 'timout' in 'environments.production'; did you mean 'timeout'?"],
  ],
];

test.each(MISTAKES)("%s is named at its place, with the next step", async (_, files, says) => {
  const workspace = await mkdtemp(join(tmpdir(), "mistakes-"));
  for (const [file, text] of Object.entries(typeof files === "string" ? { "waybill.yml": files } : files))
    await writeFile(join(workspace, file), text);
  const { config, problems } = await checkConfig(workspace);
  expect(config).toBeUndefined();
  expect(problems.map(({ where, what }) => `${where?.file}:${where?.line}:${where?.column} ${what}`)).toEqual(says);
});
