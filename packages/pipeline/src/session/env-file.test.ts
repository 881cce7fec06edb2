import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ActionError } from "@waybill/kit";
import { parseEnvFile, readValues } from "./env-file.ts";

const PEM = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIabc=\n-----END PRIVATE KEY-----\n";

describe("WAYBILL_ENV", () => {
  test.each([
    ["a plain value", "A=one", { A: "one" }],
    ["line ends of Windows", "# ours\r\nA=one\r\n\r\nB=two\r\n", { A: "one", B: "two" }],
    ["a value with everything that a password may hold", "A=p#a$s=s'w\"o`r\\d{x}", { A: "p#a$s=s'w\"o`r\\d{x}" }],
    ["a URL", "A=postgresql://u:p%23@db:5432/shop?sslmode=require", { A: "postgresql://u:p%23@db:5432/shop?sslmode=require" }],
    ["single quotes, as they stand", "A=' a \\n #b '", { A: " a \\n #b " }],
    ["double quotes with what they escape", String.raw`A="a\n\"b\"\\n\t"`, { A: 'a\n"b"\\n\t' }],
    ["an empty value", 'A=""', { A: "" }],
    ["several lines", `KEY='${PEM}'\nB=two`, { KEY: PEM, B: "two" }],
    ["spaces at the end of a line within quotes", "A='a  \nb' ", { A: "a  \nb" }],
    ["several lines in double quotes", `KEY="${PEM}"`, { KEY: PEM }],
    ["base64", `KEY=base64:${Buffer.from(PEM).toString("base64")}`, { KEY: PEM }],
    ["nothing", "", {}],
  ])("holds %s", (_, text, values) => {
    expect(parseEnvFile(text).values).toEqual(values);
  });

  test.each([
    ["no name", "A=1\nhunter2222", 2, "is not NAME=value"],
    ["a space before the sign", "A = hunter2222", 1, "is not NAME=value"],
    ["no value", "A=1\nB=", 2, 'has no value; write ""'],
    ["the padding of a key that was not quoted", `KEY=-----BEGIN\nhunter2222=`, 2, "has no value"],
    ["a name twice", "A=1\n\nA=hunter2222", 3, "sets the name of line 1 again"],
    ["a name of the runner", "GITHUB_TOKEN=hunter2222", 1, "begins with GITHUB_"],
    ["an open quote", "A=1\nB='hunter2222\nhunter3333", 2, "a quote that nothing ends"],
    ["more behind a quote", "B='a\nhunter2222' hunter3333", 2, "goes on behind the quote"],
    ["an unknown escape", String.raw`B="hunter2222\x41"`, 1, "has a backslash before something else"],
    ["something like a comment", "A=hunter2222 # ours", 1, "has a '#' behind a space"],
    ["no base64", "A=base64:hunter-2222", 1, "something that is none"],
    ["base64 of bytes", `A=base64:${Buffer.from([0xff, 0xfe]).toString("base64")}`, 1, "no UTF-8 text"],
  ])("is refused for %s at its line, and nothing of it is repeated", (_, text, line, why) => {
    const error = (() => {
      try {
        return parseEnvFile(text);
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toBeInstanceOf(ActionError);
    expect(String(error)).toContain(`Line ${line} of WAYBILL_ENV `);
    expect(String(error)).toContain(why);
    expect(String(error)).not.toMatch(/hunter/);
  });

  test("holds no more than a secret of GitHub", () => {
    expect(parseEnvFile(`A=${"x".repeat(48 * 1024 - 2)}`).values["A"]).toHaveLength(48 * 1024 - 2);
    expect(() => parseEnvFile(`A=${"x".repeat(48 * 1024 - 1)}`)).toThrow("has 49153 bytes; a secret of GitHub holds at most 49152");
  });

  test("gives back every text, quoted in any of its ways", () => {
    const quoted = (value: string): string[] => [
      `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`,
      ...(value === "" ? [] : [`base64:${Buffer.from(value).toString("base64")}`]),
      ...(value.includes("'") ? [] : [`'${value}'`]),
    ];
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\r")),
        (value) => {
          for (const text of quoted(value)) expect(parseEnvFile(`B=1\nA=${text}\nC=2`).values).toEqual({ A: value, B: "1", C: "2" });
        },
      ),
    );
  });

  test("gives away neither in its values nor in what stood for them", () => {
    const base64 = Buffer.from("hunter2222").toString("base64");
    expect(readValues({ WAYBILL_ENV: `A=base64:${base64}\nB="a\\nb"` }).secrets).toEqual(["hunter2222", "a\nb", base64]);
  });
});

describe("the environment and WAYBILL_ENV", () => {
  test("together are what env:NAME stands for, and a program that is started gets nothing of the latter", () => {
    const { env, known } = readValues({ PATH: "/bin", A: "", B: "two", WAYBILL_ENV: "A=one\nB=two" });
    expect(known).toEqual({ PATH: "/bin", A: "one", B: "two" });
    expect(env).toEqual({ PATH: "/bin", A: "", B: "two" });
  });

  test("are refused when they differ, by the name and not by a value", () => {
    expect(() => readValues({ A: "hunter2222", WAYBILL_ENV: "A=hunter3333" })).toThrow(
      "The variable A is set in the environment and WAYBILL_ENV says something else. Leave it out in one of them.",
    );
  });

  test("may both have a KUBECONFIG: one is a path, and the text counts", () => {
    const { kubeconfig, known } = readValues({ KUBECONFIG: "kube/config", WAYBILL_ENV: "KUBECONFIG='{}'" });
    expect([kubeconfig, known["KUBECONFIG"]]).toEqual(["{}", "{}"]);
  });

  test("give the signing key where no input does, and are refused where another does", () => {
    const file = { WAYBILL_ENV: `WAYBILL_SIGNING_KEY='${PEM}'` };
    expect(readValues(file).signingKey).toBe(PEM);
    expect(readValues(file, { signingKey: PEM.trim() }).signingKey).toBe(PEM.trim());
    expect(() => readValues(file, { signingKey: "another" })).toThrow(
      "The input 'signing-key' is given and WAYBILL_ENV says something else",
    );
  });
});
