import { refuseUnknownInputs, runMain, setOutput } from "@waybill/kit/edge";
import { readCloud } from "@waybill/workflows";
import { readInputs } from "./inputs.ts";

await runMain(async ({ env, reporter }) => {
  const inputs = readInputs();
  refuseUnknownInputs(env);
  const login = readCloud(inputs.cloud, inputs.job);
  reporter.info(login === undefined ? "This job has nothing to log in to." : `Logging in to ${login.cloud} as ${login.identity}`);
  setOutput("login", JSON.stringify(login ?? {}));
});
