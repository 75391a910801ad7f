import {
  AddPersonDocument,
  ConfirmImportDocument,
  CreateAccountDocument,
  CreateGoalDocument,
  CreateImportDocument,
  ImportProgressDocument,
  InstrumentHistoryDocument,
  SetTaxProfileDocument,
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
 * goes on where it stopped: what an account holds already is not imported twice.
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

async function fill(
  client: WealthgraphClient,
  householdId: string,
  options: DemoOptions,
): Promise<void> {
  const year = Number(options.today.slice(0, 4));
  const accounts = demoAccounts(year - 1);
  const people = await addPeople(client, householdId);
  const closes = await readCloses(client, symbolsOf(accounts), {
    from: `${year - HISTORY_YEARS}-01-01`,
    to: options.today,
  });
  for (const account of accounts) {
    await importHistory(client, {
      account,
      closes,
      householdId,
      ownerPersonId: people[account.owner],
    });
    options.say(`demo: ${account.name} imported from ${account.fileName}`);
  }
  await setTaxProfile(client, householdId, year);
  await addGoals(client, householdId, year);
}

async function addPeople(
  client: WealthgraphClient,
  householdId: string,
): Promise<Record<DemoAccount["owner"], string>> {
  const add = async (name: string, birthDate: string, sex: "FEMALE" | "MALE"): Promise<string> => {
    const input = {
      householdId,
      name,
      birthDate,
      sex,
      retirementState: "CA",
      retirementDate: "2044-07-01",
    };
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
  readonly householdId: string;
  readonly ownerPersonId: string;
}

async function importHistory(
  client: WealthgraphClient,
  { account, closes, householdId, ownerPersonId }: HistoryToImport,
): Promise<void> {
  const { name, kind, broker, fileName, plan } = account;
  const { createAccount } = await client.request(CreateAccountDocument, {
    input: { householdId, name, kind, broker, ownerPersonId },
  });
  const created = await client.request(CreateImportDocument, {
    input: { accountId: createAccount.id, fileName },
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

async function setTaxProfile(
  client: WealthgraphClient,
  householdId: string,
  year: number,
): Promise<void> {
  const usd = (amount: string) => ({ amount, currency: "USD" });
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

async function addGoals(
  client: WealthgraphClient,
  householdId: string,
  year: number,
): Promise<void> {
  const goal = (
    name: string,
    kind: "RETIREMENT" | "EDUCATION",
    amount: string,
    targetDate: string,
    priority: number,
  ) =>
    client.request(CreateGoalDocument, {
      input: {
        householdId,
        name,
        kind,
        targetAmount: { amount, currency: "USD" },
        targetDate,
        priority,
      },
    });
  await goal("Retire at 64", "RETIREMENT", "2200000", `${year + 18}-07-01`, 1);
  await goal("College for Robin", "EDUCATION", "140000", `${year + 9}-09-01`, 2);
}
