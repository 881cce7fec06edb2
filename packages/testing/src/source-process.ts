/** What every child process of a test that runs our sources is given: the programs' paths, and what Node has compiled for the others before. */
export function sourceEnvironment(own: Readonly<Record<string, string>> = {}): Record<string, string> {
  return { PATH: process.env["PATH"] ?? "", NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"] ?? "", ...own };
}
