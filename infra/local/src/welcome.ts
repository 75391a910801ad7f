import type { Demo } from "./demo/demoHousehold.js";
import type { Installation } from "./launcher.js";

/** Queries to paste on /graphiql after a start; the first walks through all five subgraphs. */
export const WELCOME_QUERIES: readonly string[] = [
  `{ viewer { households { name goals { name targetDate } portfolio { value { amount } positions(first: 2) { edges { node { instrument { symbol quote { price { amount } isSimulated } } marketValue { amount } lots { acquiredOn units harvest { term gain { amount } benefit { amount } } } } } } } } } }`,
  `mutation($householdId: ID!) { startSimulation(input: { householdId: $householdId, horizonMonths: 480, monthlyWithdrawal: { amount: "7000", currency: "USD" }, withdrawalStartsMonth: 216, monthlyContribution: { amount: "2500", currency: "USD" }, contributionMonths: 215 }) { id status } }`,
  `subscription($id: ID!) { simulationProgress(simulationId: $id) { status progressPercent result { successProbability { value low high } } } }`,
];

/**
 * Tells the person at the console where the product answers, how to sign in to the demo household
 * and what to paste.
 *
 * @param demo null when there is none
 * @param write takes text for the console
 */
export function printWelcome(
  installation: Installation,
  demo: Demo | null,
  write: (text: string) => void,
): void {
  write(`
Wealthgraph answers at ${installation.address}/graphql
Web client: ${installation.address}/
GraphiQL (development only): ${installation.address}/graphiql
Data and logs: ${installation.dataDirectory}
`);
  if (demo) write(demoText(installation.address, demo));
  write("\nCtrl-C stops it.\n");
}

function demoText(address: string, { email, password, householdId }: Demo): string {
  return `
Demo household ${householdId} (invented figures, simulated quotes)
  e-mail    ${email}
  password  ${password}

Sign in; the access token goes into the header "authorization: Bearer ..." and lives 15 minutes:
  curl -s ${address}/graphql -H 'content-type: application/json' -d '{"query":"mutation($i:SignInInput!){signIn(input:$i){accessToken}}","variables":{"i":{"email":"${email}","password":"${password}"}}}'

Then paste one of these:
${WELCOME_QUERIES.map((query, index) => `  ${index + 1}. ${query}`).join("\n")}
`;
}
