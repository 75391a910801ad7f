/** Stops what jest.globalSetup.mjs started. */
export default async function globalTeardown() {
  await globalThis.wealthgraphTestServers?.stop();
}
