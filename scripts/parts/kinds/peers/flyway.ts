import { chmod, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cached } from "../../install/cache.ts";
import { runCommand, tryCommand } from "../../install/command.ts";
import { debianPackages } from "../../install/debian.ts";

export const FLYWAY = "11.14.1";

const COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies";
const WRAPPER = `#!/bin/sh
exec java -cp "$(dirname "$0")/jars/*" org.flywaydb.commandline.Main "$@"
`;

/** Fetches Flyway's command line with its driver for PostgreSQL, and nothing for the other fifty databases. */
export async function flywayProgram(): Promise<string> {
  const directory = await cached("flyway", FLYWAY, async (target) => {
    if ((await tryCommand("java", ["-version"])).code !== 0) await debianPackages("openjdk-17-jre-headless");
    if ((await tryCommand("mvn", ["-version"])).code !== 0) await debianPackages("maven");
    await writeFile(join(target, "pom.xml"), projectFile());
    const args = ["-q", "-B", "--strict-checksums", COPY, "-DincludeScope=runtime", "-DoutputDirectory=jars"];
    await runCommand("mvn", args, { cwd: target, advice: "Check that Maven Central answers, then run it again." });
    await rm(join(target, "pom.xml"));
    await writeFile(join(target, "flyway"), WRAPPER);
    await chmod(join(target, "flyway"), 0o755);
  });
  return join(directory, "flyway");
}

function projectFile(): string {
  const dependency = (id: string, version: string, more = ""): string => {
    const [group = "", artifact = ""] = id.split(":");
    return `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version>${more}</dependency>`;
  };
  // The command line declares every database that Flyway knows, 250 MB of drivers.
  const alone = "<exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions>";
  return [
    '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>',
    "<groupId>waybill</groupId><artifactId>flyway</artifactId><version>1</version><dependencies>",
    dependency("org.flywaydb:flyway-commandline", FLYWAY, alone),
    dependency("org.flywaydb:flyway-database-postgresql", FLYWAY),
    dependency("com.fasterxml.jackson.dataformat:jackson-dataformat-toml", "2.19.1"),
    dependency("org.postgresql:postgresql", "42.7.8"),
    "</dependencies></project>",
  ].join("\n");
}
