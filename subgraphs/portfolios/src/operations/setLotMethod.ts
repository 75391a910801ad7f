import { requireUser, type Viewer } from "@wealthgraph/chassis/viewer";
import { type CalendarDate, dateOfInstant } from "@wealthgraph/kernel/calendarDate";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { type LotMethod, mayAverage } from "../domain/lotMethod.js";
import { accountFor, viewerScope } from "./access.js";
import type { StoredElection } from "./holdingPorts.js";
import type { Account, Clock, Market, Unit, Work } from "./ports.js";
import { saveHoldings } from "./saveHoldings.js";

export interface LotMethodInstruction {
  readonly accountId: string;
  /** null for every instrument of the account that has no instruction of its own. */
  readonly symbol: string | null;
  readonly method: LotMethod;
  /** First trade date it holds for; null for today. */
  readonly from: CalendarDate | null;
  /** True to let it change sales that are booked. */
  readonly restateSales: boolean;
}

/**
 * Says which units the sales of an account take from a day on. Sales before it stay as they are;
 * booked ones from it on change only when that is asked for.
 *
 * @throws {Refusal} LOT_METHOD_NOT_ALLOWED for AVERAGE of what is neither a mutual fund nor reinvested
 * @throws {Refusal} LOT_METHOD_RESTATES, with their number, when booked sales would follow it
 * @throws {Refusal} UNKNOWN_SYMBOL
 */
export async function setLotMethod(
  ports: { readonly work: Work; readonly market: Market; readonly clock: Clock },
  viewer: Viewer,
  instruction: LotMethodInstruction,
): Promise<Account> {
  const scope = viewerScope(viewer);
  const { accountId, symbol, method, restateSales } = instruction;
  const { householdId } = await ports.work.within(scope, (unit) =>
    accountFor(unit, viewer, accountId, "write"),
  );
  const instrument = symbol === null ? null : await instrumentOf(ports.market, householdId, symbol);
  const election: StoredElection = {
    householdId,
    accountId,
    instrumentId: instrument?.id ?? null,
    symbol: instrument?.symbol ?? null,
    method,
    from: instruction.from ?? dateOfInstant(ports.clock(), "America/New_York"),
  };
  return ports.work.within(scope, async (unit) => {
    await unit.ledger.lock(householdId);
    if (method === "AVERAGE") await requireAveraged(unit, election);
    const sales = await unit.lotMethods.salesFollowing(election);
    if (sales > 0 && !restateSales) {
      const message = `${sales} booked sales from ${election.from} on would change`;
      throw new Refusal("LOT_METHOD_RESTATES", message, { sales, from: election.from });
    }
    await unit.lotMethods.add(election, requireUser(viewer));
    if (sales > 0) {
      await saveHoldings(unit, householdId, election.instrumentId && [election.instrumentId]);
      await unit.enqueueSnapshots(householdId, election.from);
    }
    await unit.portfolioChanged(householdId, "LOT_METHOD_SET");
    return accountFor(unit, viewer, accountId, "write");
  });
}

/** @throws {Refusal} LOT_METHOD_NOT_ALLOWED unless the law lets the cost of the security be averaged */
export async function requireAveraged(
  unit: Pick<Unit, "lotMethods">,
  of: {
    readonly accountId: string;
    readonly instrumentId: string | null;
    readonly symbol: string | null;
  },
): Promise<void> {
  const { accountId, instrumentId, symbol } = of;
  if (instrumentId !== null && symbol !== null) {
    const isReinvested = await unit.lotMethods.isReinvested(accountId, instrumentId);
    if (mayAverage({ symbol, isReinvested })) return;
  }
  throw new Refusal(
    "LOT_METHOD_NOT_ALLOWED",
    "cost is averaged for mutual funds and reinvested dividends only, by instrument",
    { method: "AVERAGE", symbol },
  );
}

async function instrumentOf(market: Market, householdId: string, symbol: string) {
  const found = (await market.instruments(householdId, [symbol])).get(symbol);
  if (found) return found;
  const message = `no instrument with the symbol ${symbol} is known`;
  throw new Refusal("UNKNOWN_SYMBOL", message, { symbol });
}
