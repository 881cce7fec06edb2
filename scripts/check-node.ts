// npm may run on an older Node than our scripts: the development dependency `node` puts Node 24 first on PATH.
const major = Number(process.versions.node.split(".")[0]);
if (major !== 24) {
  console.error(
    `The scripts need Node 24 but run on ${process.version}. Run 'npm ci' with install scripts allowed for the package 'node' (npm config get ignore-scripts must say false).`,
  );
  process.exit(1);
}
