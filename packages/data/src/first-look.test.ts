import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { lookAtData } from "./index.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "first-look-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function look(text: string | Buffer): ReturnType<typeof lookAtData> {
  const path = join(folder, "a.csv");
  await writeFile(path, text);
  return lookAtData(path, "a.csv");
}

test("says the narrowest type that every value has, and where no value is missing", async () => {
  const text =
    "id,price,day,at,open,name,zip,gone,mixed\n1,2,2026-01-01,2026-01-01T10:00Z,true,x,01234,,1\n-2,2.5,2026-01-02,2026-01-02 11:00,FALSE,,99999,,a\n";
  expect(await look(text)).toEqual({
    dialect: { delimiter: ",", finalLineBreak: "required" },
    rows: 2,
    columns: [
      { name: "id", type: "integer", complete: true },
      { name: "price", type: "number", complete: true },
      { name: "day", type: "date", complete: true },
      { name: "at", type: "datetime", complete: true },
      { name: "open", type: "boolean", complete: true },
      { name: "name", type: undefined, complete: false },
      { name: "zip", type: undefined, complete: true },
      { name: "gone", type: undefined, complete: false },
      { name: "mixed", type: undefined, complete: true },
    ],
  });
});

test.each([
  ["semicolons", "a;b\n1;2,5\n", ";"],
  ["tabs", "a\tb\n1\t2\n", "\t"],
  ["commas in quotes beside semicolons", '"a,b,c";d\n1;2\n', ";"],
  ["one column", "a\n1\n", ","],
  ["a byte order mark and the line ends of Windows", "\ufeffa,b\r\n1,2\r\n", ","],
])("reads a file with %s", async (_, text, delimiter) => {
  expect(await look(text)).toMatchObject({ rows: 1, dialect: { delimiter } });
});

test("a last record without its line break is told, because it may be cut off", async () => {
  expect(await look("a,b\n1,2")).toMatchObject({ dialect: { finalLineBreak: "optional" } });
});

test.each([
  ["", "is empty"],
  ["a,b\n", "has no row below its header"],
  ["a,b\n1\n", "has 1 fields in line 2, and 2 in its header"],
  ["a,a\n1,2\n", "has two columns of one name"],
  ["a,\n1,2\n", "has a column without a name"],
  ["1,2\n3,4\n", "has numbers in its first record, so it seems to have no header"],
  ['a,b\n"1,2\n', "is no table in line 2"],
])("of the file %j it says why it is no table", async (text, why) => {
  expect(await look(text)).toContain(why);
});
