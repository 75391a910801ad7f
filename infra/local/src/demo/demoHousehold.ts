import {
  AccountsDocument,
  type AccountsQuery,
  AddPersonDocument,
  ConfirmImportDocument,
  CreateAccountDocument,
  CreateGoalDocument,
  CreateImportDocument,
  ImportProgressDocument,
  InstrumentHistoryDocument,
  SetTaxProfileDocument,
  TaxProfileDocument,
  ViewerDocument,
} from "@wealthgraph/sdk/generated/operations";
import { WealthgraphClient } from "@wealthgraph/sdk/WealthgraphClient";
import { Failure } from "@wealthgraph/kernel/refusal";
import { type Closes, playPlan } from "./brokerExports.js";
import { type DemoLogin, readDemoLogin, writeDemoLogin } from "./demoLogin.js";
import { type DemoAccount, demoAccounts, marketOf, symbolsOf } from "./demoPlans.js";

export interface DemoOptions {
  /** http://host:port of the endpoint; the demo uses it as any other client does. */
  readonly endpoint: string;
  readonly dataDirectory: string;
  /** Today in New York. */
  readonly today: string;
  say(line: string): void;
}

/** The demo's login and household. */
export interface Demo extends DemoLogin {
  readonly householdId: string;
}

const HISTORY_YEARS = 5;

/**
 * Fills the demo household on the first start, through the endpoint alone: sign-up, people,
 * accounts, years of history as real broker exports, tax profile, goals. A start that was cut off
 * is taken up by the next one: what is there already is left alone.
 */
export async function ensureDemoHousehold(options: DemoOptions): Promise<Demo> {
  const login = readDemoLogin(options.dataDirectory);
  const client = new WealthgraphClient({ endpoint: options.endpoint });
  try {
    await enter(client, login);
    const { viewer } = await client.request(ViewerDocument, {});
    const household = viewer.households[0];
    if (!household) throw new Failure("DEMO_WITHOUT_HOUSEHOLD");
    if (!login.isFilled) {
      await fill(client, household.id, options);
      writeDemoLogin(options.dataDirectory, { ...login, isFilled: true });
    }
    return { ...login, isFilled: true, householdId: household.id };
  } finally {
    await client.close();
  }
}

async function enter(
  client: WealthgraphClient,
  { email, password, isFilled }: DemoLogin,
): Promise<void> {
  const input = { email, password, displayName: "Alex Demo", householdName: "Demo household" };
  if (isFilled) return client.signIn({ email, password });
  await client.signUp(input).catch(() => client.signIn({ email, password }));
}

type Present = NonNullable<AccountsQuery["household"]>;

async function fill(
  client: WealthgraphClient,
  householdId: string,
  options: DemoOptions,
): Promise<void> {
  const year = Number(options.today.slice(0, 4));
  const accounts = demoAccounts(year - 1);
  const { household: present } = await client.request(AccountsDocument, { householdId });
  if (!present) throw new Failure("DEMO_WITHOUT_HOUSEHOLD");
  const people = await addPeople(client, present);
  const range = { from: `${year - HISTORY_YEARS}-01-01`, to: options.today };
  const closes = await readCloses(client, symbolsOf(accounts), range);
  for (const account of accounts) {
    await importHistory(client, { account, closes, present, ownerPersonId: people[account.owner] });
    options.say(`demo: ${account.name} imported from ${account.fileName}`);
  }
  await setTaxProfile(client, householdId, year);
  await addGoals(client, present, year);
}

async function addPeople(
  client: WealthgraphClient,
  present: Present,
): Promise<Record<DemoAccount["owner"], string>> {
  const add = async (name: string, birthDate: string, sex: "FEMALE" | "MALE"): Promise<string> => {
    const known = present.people.find((person) => person.name === name);
    if (known) return known.id;
    const retirement = { retirementState: "CA", retirementDate: "2044-07-01" };
    const input = { householdId: present.id, name, birthDate, sex, ...retirement };
    return (await client.request(AddPersonDocument, { input })).addPerson.id;
  };
  return {
    Alex: await add("Alex", "1980-04-12", "FEMALE"),
    Sam: await add("Sam", "1978-09-30", "MALE"),
  };
}

async function readCloses(
  client: WealthgraphClient,
  symbols: string[],
  range: { from: string; to: string },
): Promise<Closes[]> {
  const { instruments } = await client.request(InstrumentHistoryDocument, { symbols, ...range });
  return instruments.flatMap((instrument) =>
    instrument
      ? [
          {
            symbol: instrument.symbol,
            name: instrument.name.toUpperCase(),
            dates: instrument.bars.dates,
            closes: instrument.bars.close,
          },
        ]
      : [],
  );
}

interface HistoryToImport {
  readonly account: DemoAccount;
  readonly closes: readonly Closes[];
  readonly present: Present;
  readonly ownerPersonId: string;
}

async function importHistory(client: WealthgraphClient, history: HistoryToImport): Promise<void> {
  const { account, closes, present } = history;
  const { fileName, plan } = account;
  const known = present.accounts.find(({ name }) => name === account.name);
  if (known?.imports.some(({ status }) => status === "CONFIRMED")) return;
  const accountId = known?.id ?? (await openAccount(client, history));
  const created = await client.request(CreateImportDocument, {
    input: { accountId, fileName },
  });
  const { import: opened, uploadUrl } = created.createImport;
  const progress = client.subscribe(ImportProgressDocument, { importId: opened.id });
  await client.upload(uploadUrl, account.export(playPlan(plan, marketOf(plan, closes))));
  for await (const { importProgress } of progress) {
    if (importProgress.status === "PREVIEW") break;
    if (importProgress.status === "FAILED") {
      throw new Failure("DEMO_IMPORT_FAILED", {
        cause: new Error(importProgress.failure?.message ?? fileName),
      });
    }
  }
  await client.request(ConfirmImportDocument, { input: { importId: opened.id } });
}

async function openAccount(client: WealthgraphClient, history: HistoryToImport): Promise<string> {
  const { account, present, ownerPersonId } = history;
  const { name, kind, broker } = account;
  const input = { householdId: present.id, name, kind, broker, ownerPersonId };
  return (await client.request(CreateAccountDocument, { input })).createAccount.id;
}

async function setTaxProfile(
  client: WealthgraphClient,
  householdId: string,
  year: number,
): Promise<void> {
  const usd = (amount: string) => ({ amount, currency: "USD" });
  const { household } = await client.request(TaxProfileDocument, { householdId, year });
  if (household?.taxProfile) return;
  await client.request(SetTaxProfileDocument, {
    input: {
      householdId,
      year,
      filingStatus: "MARRIED_FILING_JOINTLY",
      wages: usd("185000"),
      interest: usd("900"),
      ordinaryDividends: usd("3200"),
      qualifiedDividends: usd("2700"),
      longTermGain: usd("6000"),
    },
  });
}

async function addGoals(client: WealthgraphClient, present: Present, year: number): Promise<void> {
  const goals = [
    {
      name: "Retire at 64",
      kind: "RETIREMENT",
      amount: "2200000",
      targetDate: `${year + 18}-07-01`,
    },
    {
      name: "College for Robin",
      kind: "EDUCATION",
      amount: "140000",
      targetDate: `${year + 9}-09-01`,
    },
  ] as const;
  for (const [index, { name, kind, amount, targetDate }] of goals.entries()) {
    if (present.goals.some((known) => known.name === name)) continue;
    const targetAmount = { amount, currency: "USD" };
    const input = {
      householdId: present.id,
      name,
      kind,
      targetAmount,
      targetDate,
      priority: index + 1,
    };
    await client.request(CreateGoalDocument, { input });
  }
}
