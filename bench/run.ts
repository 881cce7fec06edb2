// Measures what the project promises: `npm run bench -- NAME`, `all` or `list`.
import { BENCHES } from "./benches/all.ts";
import { runBenchCommand } from "./command.ts";

process.exitCode = await runBenchCommand(process.argv.slice(2), BENCHES, {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});
