import { describe, expect, it } from "@jest/globals";
import { addDays, date, daysBetween } from "@wealthgraph/kernel/calendarDate";
import { sum } from "@wealthgraph/kernel/decimal";
import fc from "fast-check";
import { HOUSEHOLD, history } from "./ledgerNotation.js";
import { replayHousehold } from "./replay.js";

interface Trade {
  readonly day: number;
  readonly account: "broker" | "spouse" | "ira";
  readonly kind: "BUY" | "SELL";
  readonly units: number;
  /** Per unit, whole dollars. */
  readonly price: number;
}

/** One unit of stock, as a person with paper and pencil would follow it. */
interface Share {
  readonly account: string;
  readonly purchase: number;
  readonly boughtOn: number;
  heldSince: number;
  basis: number;
  isOpen: boolean;
  isReplacement: boolean;
}

/**
 * The wash-sale rule applied share by share on whole dollars, straight from Publication 550: an
 * independent and slow way to the same answer.
 */
function byHand(trades: readonly Trade[]) {
  const shares: Share[] = [];
  const waiting: { soldOn: number; loss: number; heldDays: number; purchase: number }[] = [];
  let disallowed = 0;
  let permanent = 0;

  function replaceWith(share: Share, loss: number, heldDays: number) {
    share.isReplacement = true;
    disallowed += loss;
    if (share.account === "ira") permanent += loss;
    else {
      share.basis += loss;
      share.heldSince -= heldDays;
    }
  }

  for (const [purchase, { day, account, kind, units, price }] of trades.entries()) {
    if (kind === "BUY") {
      for (let n = 0; n < units; n += 1) {
        const share = {
          account,
          purchase,
          boughtOn: day,
          heldSince: day,
          basis: price,
          isOpen: true,
          isReplacement: false,
        };
        shares.push(share);
        const first = waiting.findIndex((w) => day - w.soldOn <= 30);
        if (first >= 0) {
          const [loss] = waiting.splice(first, 1);
          replaceWith(share, loss!.loss, loss!.heldDays);
        }
      }
    } else {
      const held = shares.filter((s) => s.isOpen && s.account === account);
      if (held.length < units) continue;
      const sold = held.sort((a, b) => a.boughtOn - b.boughtOn).slice(0, units);
      for (const share of sold) share.isOpen = false;
      for (const share of sold) {
        const loss = share.basis - price;
        if (loss <= 0 || account === "ira") continue;
        const heldDays = day - share.heldSince;
        const replacement = shares
          .filter((s) => s.isOpen && !s.isReplacement && s.purchase !== share.purchase)
          .filter((s) => day - s.boughtOn <= 30)
          .sort((a, b) => a.boughtOn - b.boughtOn)[0];
        if (replacement) replaceWith(replacement, loss, heldDays);
        else waiting.push({ soldOn: day, loss, heldDays, purchase: share.purchase });
      }
    }
  }
  const open = shares.filter((s) => s.isOpen);
  return { open, disallowed, permanent };
}

/** One trade a day, so that nothing depends on the order within a day. */
const trades = fc
  .array(
    fc.record({
      gap: fc.integer({ min: 1, max: 12 }),
      account: fc.constantFrom("broker", "spouse", "ira"),
      kind: fc.constantFrom("BUY", "BUY", "SELL"),
      units: fc.integer({ min: 1, max: 6 }),
      price: fc.integer({ min: 1, max: 50 }),
    }),
    { minLength: 2, maxLength: 40 },
  )
  .map((steps) => {
    let day = 0;
    const held = { broker: 0, spouse: 0, ira: 0 };
    return steps.flatMap(({ gap, account, kind, units, price }): Trade[] => {
      day += gap;
      if (kind === "SELL" && held[account] < units) return [];
      held[account] += kind === "BUY" ? units : -units;
      return [{ day, account, kind, units, price }];
    });
  });

describe("wash sales of any history", () => {
  it("are those that a share-by-share account by hand finds", () => {
    const start = date("2024-01-01");
    fc.assert(
      fc.property(trades, (of) => {
        const lines = of.map(
          (t) =>
            `${addDays(start, t.day)} ${t.account} ${t.kind} ${t.units} X @ ${t.units * t.price}`,
        );
        const { lots, realized } = replayHousehold(HOUSEHOLD, history(...lines));
        const expected = byHand(of);
        const near = (actual: { toNumber(): number }, wanted: number) =>
          expect(Math.abs(actual.toNumber() - wanted)).toBeLessThan(1e-5);
        near(sum(realized.map((r) => r.disallowedLoss)), expected.disallowed);
        near(sum(realized.map((r) => r.permanentLoss)), expected.permanent);
        near(sum(lots.map((lot) => lot.units)), expected.open.length);
        near(
          sum(lots.map((lot) => lot.cost)),
          expected.open.reduce((a, s) => a + s.basis, 0),
        );
        near(
          sum(lots.map((lot) => lot.units.times(daysBetween(start, lot.acquiredOn)))),
          expected.open.reduce((a, s) => a + s.heldSince, 0),
        );
      }),
      { numRuns: 300 },
    );
  });
});
