import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Decimal, sum, ZERO } from "@wealthgraph/kernel/decimal";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { excessOver } from "../exact.js";
import { type Figure, standingOf } from "../figure.js";
import {
  accountDistribution,
  type AccountDistribution,
  type DistributionCase,
  type GrowthAssumption,
  ownedAccountOf,
  rmdKindOf,
  type StatedAccount,
} from "./accountDistribution.js";
import { requireNotNegative } from "./contributionAge.js";
import {
  birthDateOf,
  type HeldAccount,
  requireAccounts,
  type RetirementHousehold,
} from "./householdAccounts.js";
import { dayOf } from "./requiredBeginning.js";
import {
  type MinimumPool,
  requiredMinimum,
  type RequiredMinimum,
  type RmdAccountKind,
  type RmdOwner,
} from "./requiredMinimum.js";
import { RETIREMENT_YEARS, retirementParametersFor } from "./retirementParameters.js";
import { rmdExcise } from "./rmdExcise.js";

/** What a household asks of a year's minimums. */
export interface DistributionRequest {
  readonly year: number;
  readonly accounts: readonly StatedAccount[]; // those of which something is stated
  readonly projection: GrowthAssumption | null;
}

/** Accounts whose minimum may be taken from any of them, and what is left of it. USD. */
export interface DistributionPool extends Omit<MinimumPool, "from"> {
  readonly from: MinimumPool["from"] | "ONE_INHERITED";
  readonly ownerId: string | null;
  readonly taken: Decimal;
  readonly left: Decimal;
  readonly exciseIfMissed: Decimal; // 25 % of what is left
  readonly exciseIfCorrected: Decimal; // 10 %, when it is taken in time after all
  readonly correctBy: CalendarDate;
}

/** The minimums of a household in one year. USD. */
export interface HouseholdDistributions {
  readonly year: number;
  readonly accounts: readonly AccountDistribution[]; // of every account, in its order
  readonly pools: readonly DistributionPool[];
  readonly total: Decimal | null; // null while the minimum of some account is not known
  readonly figures: ReturnType<typeof standingOf>;
  readonly assumptions: readonly string[];
}

/** The tables stand until new ones are published. */
const TABLES = "Treas. Reg. 1.401(a)(9)-9(b), (c), (d); 26 USC 401(a)(9)(C)(v), 4974";
const PROJECTION_YEARS_MAX = 60;

/**
 * Required minimum distributions of all accounts of a household in one year: owners' by the
 * Uniform and the Joint table, beneficiaries' by the ten-year rule and the life tables; IRAs of one
 * owner as one pool, 403(b) contracts as another, every other plan and inherited account alone.
 *
 * @throws {Refusal} TAX_YEAR_UNKNOWN; BAD_INPUT for accounts or people of others, an inheritance
 *   that cannot be, an age without a table, a negative amount
 * @see 26 USC 401(a)(9), 408(d)(8), 4974; IRS Publication 590-B
 */
export function householdDistributions(
  household: RetirementHousehold,
  request: DistributionRequest,
): HouseholdDistributions {
  retirementParametersFor(request.year);
  checkRequest(household, request);
  const cases = household.accounts.map((account) => caseOf(household, account, request));
  const byOwner = Map.groupBy(
    cases.filter((c) => c.owner !== null && ownedAccountOf(c) !== null),
    (c) => c.account.ownerId,
  );
  const minimums = [...byOwner].map(([ownerId, own]) => minimumOf(ownerId, own, request.year));
  const parts = new Map(minimums.flatMap((m) => m.minimum.accounts.map((a) => [a.accountId, a])));
  const accounts = cases.map((c) => accountDistribution(c, parts.get(c.account.id) ?? null));
  const isKnown = accounts.every((a) => a.amount !== null);
  return {
    year: request.year,
    accounts,
    pools: [
      ...minimums.flatMap(({ ownerId, minimum }) => poolsOf(ownerId, minimum, accounts, cases)),
      ...inheritedPools(accounts, cases, request.year),
    ],
    total: isKnown ? sum(accounts.map((a) => a.amount ?? ZERO)) : null,
    figures: standingOf([tablesOf(request.year)]),
    assumptions: assumptionsOf(request, accounts),
  };
}

const tablesOf = (year: number): Figure<null> => ({
  value: null,
  status: year <= (RETIREMENT_YEARS.at(-1) ?? 0) ? "OFFICIAL" : "CARRIED_FORWARD",
  source: TABLES,
});

const nothingStated = (accountId: string): StatedAccount => ({
  accountId,
  priorYearEndBalance: null,
  soleBeneficiarySpouseId: null,
  employment: null,
  inheritance: null,
  taken: ZERO,
});

function caseOf(
  household: RetirementHousehold,
  account: HeldAccount,
  request: DistributionRequest,
): DistributionCase {
  const { year, projection } = request;
  const stated =
    request.accounts.find((s) => s.accountId === account.id) ?? nothingStated(account.id);
  const birthDate = household.members.find((m) => m.id === account.ownerId)?.birthDate ?? null;
  const spouse = stated.soleBeneficiarySpouseId;
  const owner: RmdOwner | null = birthDate && {
    birthDate,
    spouseBirthDate: spouse === null ? null : birthDateOf(household, spouse),
  };
  return {
    account,
    stated,
    birthDate,
    owner,
    balance: balanceOf(account, stated, year),
    year,
    projection,
  };
}

function balanceOf(
  account: HeldAccount,
  { priorYearEndBalance }: StatedAccount,
  year: number,
): DistributionCase["balance"] {
  if (priorYearEndBalance) return { balance: priorYearEndBalance, balanceSource: "STATED" };
  const stored = account.yearEnds.find((end) => end.year === year - 1);
  if (!stored) return { balance: null, balanceSource: null };
  // a short position or a margin loan can make an account negative: nothing can come out of it
  const balance = Decimal.max(ZERO, stored.value);
  return { balance, balanceSource: stored.isEstimated ? "ESTIMATED" : "STORED" };
}

/** One owner's accounts with a known balance; those without are named in their own row. */
function minimumOf(ownerId: string | null, own: readonly DistributionCase[], year: number) {
  const known = own.filter((c) => c.balance.balance !== null);
  const spouses = new Set(known.map((c) => c.owner?.spouseBirthDate ?? null).filter(Boolean));
  if (spouses.size > 1) {
    throw new Refusal("BAD_INPUT", "An owner has one spouse, not several sole beneficiaries.", {
      personId: ownerId,
    });
  }
  const [spouseBirthDate = null] = spouses;
  const [first] = own;
  const birthDate = first?.birthDate;
  const accounts = known.flatMap((c) => ownedAccountOf(c) ?? []);
  const minimum: RequiredMinimum = birthDate
    ? requiredMinimum({ birthDate, spouseBirthDate }, accounts, year)
    : { year, accounts: [], pools: [], total: ZERO };
  return { ownerId, minimum };
}

function poolsOf(
  ownerId: string | null,
  minimum: RequiredMinimum,
  accounts: readonly AccountDistribution[],
  cases: readonly DistributionCase[],
): readonly DistributionPool[] {
  // with an account whose balance is missing a shared pool's amount would be too small
  const unknown = new Set(
    accounts
      .filter((a) => a.ownerId === ownerId && a.amount === null)
      .map((a) => SHARED_POOLS.get(rmdKindOf(a.kind))),
  );
  return minimum.pools
    .filter((pool) => !unknown.has(pool.from))
    .map((pool) => withExcise({ ...pool, ownerId }, cases));
}

const SHARED_POOLS: ReadonlyMap<RmdAccountKind | null, MinimumPool["from"]> = new Map([
  ["IRA", "IRAS"],
  ["PLAN_403B", "PLANS_403B"],
]);

function inheritedPools(
  accounts: readonly AccountDistribution[],
  cases: readonly DistributionCase[],
  year: number,
): readonly DistributionPool[] {
  return accounts
    .filter((a) => a.rule === "INHERITED" && a.amount?.gt(0))
    .map(({ accountId, ownerId, amount }) =>
      withExcise(
        {
          from: "ONE_INHERITED",
          ownerId,
          accountIds: [accountId],
          amount: amount ?? ZERO,
          dueBy: dayOf(year, 12, 31),
        },
        cases,
      ),
    );
}

type OpenPool = Pick<DistributionPool, "from" | "ownerId" | "accountIds" | "amount" | "dueBy">;

function withExcise(pool: OpenPool, cases: readonly DistributionCase[]): DistributionPool {
  const own = cases.filter((c) => pool.accountIds.includes(c.account.id));
  const taken = sum(own.map((c) => c.stated.taken));
  const missed = { required: pool.amount, taken, dueOn: pool.dueBy };
  const late = rmdExcise({ ...missed, correctedOn: null });
  return {
    ...pool,
    taken,
    left: excessOver(pool.amount, taken),
    exciseIfMissed: late.tax,
    exciseIfCorrected: rmdExcise({ ...missed, correctedOn: late.correctBy }).tax,
    correctBy: late.correctBy,
  };
}

function checkRequest(
  household: RetirementHousehold,
  { accounts, projection }: DistributionRequest,
): void {
  const ids = accounts.map((a) => a.accountId);
  requireAccounts(household, ids);
  if (new Set(ids).size < ids.length) {
    throw new Refusal("BAD_INPUT", "Something is stated of each account once.", {
      accountsStated: ids.length,
    });
  }
  for (const { priorYearEndBalance, taken } of accounts) {
    requireNotNegative({ priorYearEndBalance: priorYearEndBalance ?? ZERO, taken });
  }
  const years = projection?.years ?? 1;
  if (!Number.isInteger(years) || years < 1 || years > PROJECTION_YEARS_MAX) {
    throw new Refusal("BAD_INPUT", `A projection has 1 to ${PROJECTION_YEARS_MAX} years.`, {
      years,
    });
  }
}

function assumptionsOf(
  { projection, year }: DistributionRequest,
  accounts: readonly AccountDistribution[],
): readonly string[] {
  const isAny = (source: AccountDistribution["balanceSource"]) =>
    accounts.some((a) => a.balanceSource === source);
  return [
    "A spouse counts as sole beneficiary, work for a plan's employer as going on, only where that is stated.",
    "Amounts are rounded up to the cent; rollovers under way on 31 December are not added.",
    ...(isAny("STORED") ? [`Balances are the ledger's of the end of ${year - 1}.`] : []),
    ...(isAny("ESTIMATED")
      ? ["An estimated balance has holdings without a market price at their last trade price."]
      : []),
    ...(accounts.some((a) => a.rule === "INHERITED")
      ? ["Inherited accounts stand alone; those of one owner could be taken together."]
      : []),
    ...(projection
      ? [
          `Years to come grow by ${projection.growth.times(100).toFixed()} % a year and pay the minimum at the ${projection.paidAt === "START_OF_YEAR" ? "start" : "end"} of the year, by the tables of today.`,
        ]
      : []),
  ];
}
