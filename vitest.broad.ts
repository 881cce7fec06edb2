/** Tests that need nothing but npm and are broad rather than quick: `npm test` leaves them to `npm run test:real`. */
export const BROAD = [
  "packages/cli/src/init/bad-input.test.ts",
  "scripts/publish/release.test.ts",
  "test/demo/compose-shop.test.ts",
  "test/demo/bad-places.test.ts",
  "test/demo/environments.test.ts",
  "test/demo/init.test.ts",
  "test/demo/parts.test.ts",
  "test/demo/secrets.test.ts",
  "test/demo/state.test.ts",
  "test/dist/bad-input.test.ts",
  "test/dist/inputs.test.ts",
];
