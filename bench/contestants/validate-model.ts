// Our side of the model bench, as a process of its own: prints how many files were looked at and how many must not be loaded.
import { basename, dirname } from "node:path";
import { SILENT } from "@waybill/kit";
import { validateModel } from "@waybill/model";

const [folder = ""] = process.argv.slice(2);
const { files } = await validateModel({
  name: "bench",
  path: basename(folder),
  workspace: dirname(folder),
  gate: {},
  allowPickle: false,
  reporter: SILENT,
});
console.log(JSON.stringify({ refused: files.filter(({ verdict }) => verdict === "fail").length }));
