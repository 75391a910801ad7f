/**
 * Live quotes over the whole product: 200 symbols that each tick every second (200 quotes a second), to
 * 1,000 subscribers on sockets of their own with 10 symbols each. Budget: event to client p95 at most
 * 300 ms, and nothing lost that is newest. The budget is for 50 quotes a second: 250 subscribers here get as
 * many events as 1,000 there.
 *
 * An event's age is counted from the second its price stands for. The control is one subscriber alone.
 */
import { setTimeout as delay } from "node:timers/promises";
import { type Client, createClient } from "graphql-ws";
import { WebSocket } from "ws";
import { startProduct } from "./product/startProduct.js";

const SYMBOLS = 200;
const EACH = 10;
const WARM_UP_MS = 15_000;
const MEASURED_MS = 20_000;
const DOCUMENT =
  "subscription($ids: [ID!]!) { quoteUpdated(instrumentIds: $ids) { asOf price { amount } instrument { id } } }";

interface QuoteEvent {
  readonly asOf: string;
  readonly price: { readonly amount: string };
  readonly instrument: { readonly id: string };
}

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const product = await startProduct({
  environment: { SOCKETS_PER_USER: "5000", RATE_PER_MINUTE: "1000000", LOG_LEVEL: "error" },
});
try {
  const token = await signIn();
  const ids = await instrumentIds(token);
  say(`${ids.length} symbols, ${EACH} a subscriber; age of a quote when the client has it, ms`);
  for (const subscribers of [1, 250, 1_000]) await measure(token, ids, subscribers);
} finally {
  await product.stop();
}

async function ask<Data>(token: string | null, query: string, variables: object): Promise<Data> {
  const response = await fetch(`${product.endpoint}/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: Data; errors?: object[] };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

async function signIn(): Promise<string> {
  const email = `bench-${Date.now()}@wealthgraph.example`;
  const input = { email, password: "correct horse battery", displayName: "B", householdName: "B" };
  const { signUp } = await ask<{ signUp: { accessToken: string } }>(
    null,
    "mutation($input: SignUpInput!) { signUp(input: $input) { accessToken } }",
    { input },
  );
  return signUp.accessToken;
}

async function instrumentIds(token: string): Promise<string[]> {
  const ids = new Set<string>();
  for (const text of ["a", "e", "i", "o", "u", "s", "t"]) {
    const { searchInstruments } = await ask<{ searchInstruments: { id: string }[] }>(
      token,
      "query($text: String!) { searchInstruments(text: $text, first: 100) { id } }",
      { text },
    );
    for (const { id } of searchInstruments) ids.add(id);
  }
  return [...ids].slice(0, SYMBOLS);
}

async function measure(token: string, ids: readonly string[], subscribers: number): Promise<void> {
  const ages: number[] = [];
  const newest = new Map<string, string>();
  const last: Map<string, string>[] = [];
  let isMeasuring = false;
  const clients = Array.from({ length: subscribers }, (_, place) => {
    const own = new Map<string, string>();
    last.push(own);
    const chosen = Array.from({ length: EACH }, (_, i) => ids[(place * 7 + i * 19) % ids.length]);
    return subscribe(token, chosen, (quote) => {
      const { id } = quote.instrument;
      own.set(id, quote.asOf);
      if (quote.asOf > (newest.get(id) ?? "")) newest.set(id, quote.asOf);
      if (isMeasuring) ages.push(Date.now() - Date.parse(quote.asOf));
    });
  });
  await delay(WARM_UP_MS);
  isMeasuring = true;
  await delay(MEASURED_MS);
  isMeasuring = false;
  await delay(300);
  const behind = last.flatMap((own) =>
    [...own].filter(([id, at]) => Date.parse(newest.get(id) ?? at) - Date.parse(at) > 1_000),
  );
  for (const client of clients) await client.dispose();
  ages.sort((a, b) => a - b);
  const at = (share: number): string => String(ages[Math.floor(ages.length * share)] ?? "-");
  const rate = Math.round(ages.length / (MEASURED_MS / 1_000));
  say(
    `${String(subscribers).padStart(5)} subscribers: p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}; ${rate} events a second; more than one second behind the newest: ${behind.length}`,
  );
}

function subscribe(
  token: string,
  instrumentIds: readonly (string | undefined)[],
  hear: (quote: QuoteEvent) => void,
): Client {
  const client = createClient({
    url: `${product.endpoint.replace("http", "ws")}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
    lazy: false,
  });
  client.subscribe<{ quoteUpdated: QuoteEvent }>(
    { query: DOCUMENT, variables: { ids: instrumentIds } },
    {
      next: ({ data }) => {
        if (data) hear(data.quoteUpdated);
      },
      error: (error) => say(`a subscription ended: ${JSON.stringify(error)}`),
      complete: () => undefined,
    },
  );
  return client;
}
