import { SecretText } from "@waybill/config";
import { ActionError } from "@waybill/kit";
import type { Reporter } from "@waybill/kit";
import type { Secrets } from "./capabilities.ts";
import type { Env } from "./open-session.ts";

/** Reads secrets from the variables of `env` and masks them at `reporter` before anything else sees them. */
export function readSecretsFrom(env: Env, reporter: Pick<Reporter, "mask">): Secrets {
  return {
    readSecret(secret, usedBy) {
      if (secret instanceof SecretText) {
        reporter.mask(secret.reveal());
        return secret.reveal();
      }
      const value = env[secret.env];
      if (value === undefined || value === "") {
        throw new ActionError(
          "environment",
          `${usedBy} needs the environment variable ${secret.env}, which is not set. Set it from a secret: 'env: { ${secret.env}: \${{ secrets.${secret.env} }} }' in the workflow, or export it in the shell.`,
        );
      }
      reporter.mask(value);
      return value;
    },
    expandArgument(name, value) {
      if (!value.startsWith("env:")) return value;
      const variable = value.slice(4);
      const found = env[variable];
      if (found === undefined)
        throw new ActionError(
          "environment",
          `The build argument ${name} is '${value}', but the environment variable ${variable} is not set. Set it in the workflow's 'env:' or the shell.`,
        );
      return found;
    },
  };
}
