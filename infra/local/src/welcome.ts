import type { Installation } from "./launcher.js";

/**
 * Tells the person at the console where the product answers. The place for everything that is shown
 * after a start (a demo household, its login, queries to paste).
 *
 * @param write takes text for the console
 */
export function printWelcome(
  installation: Installation,
  write: (text: string) => void,
): Promise<void> {
  write(`
Wealthgraph answers at ${installation.address}/graphql
Data and logs: ${installation.dataDirectory}
Ctrl-C stops it.
`);
  return Promise.resolve();
}
