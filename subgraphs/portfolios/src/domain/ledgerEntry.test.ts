import { describe, expect, it } from "@jest/globals";
import { date } from "@wealthgraph/kernel/calendarDate";
import { Decimal, sum, ZERO } from "@wealthgraph/kernel/decimal";
import { ENTRY_KINDS, type LedgerEntryInput, legsOf } from "./ledgerEntry.js";

const BASE: LedgerEntryInput = {
  kind: "BUY",
  tradeDate: date("2024-03-04"),
  settlementDate: null,
  symbol: null,
  units: null,
  price: null,
  amount: null,
  fees: ZERO,
  currency: "USD",
  withheld: ZERO,
  converted: null,
  received: null,
  lots: null,
  lotMethod: null,
  toAccountId: null,
  description: "",
};

/** An entry in words: `BUY VTI units=10 price=5 fees=1`. */
function entry(words: string): LedgerEntryInput {
  const [kind, ...rest] = words.split(" ");
  const fields = rest.map((word): [string, unknown] => {
    const [name = "", value = ""] = word.split("=");
    if (value === "") return ["symbol", name];
    if (name === "converted") {
      const [amount = "", currency = ""] = value.split("/");
      return [name, { amount: new Decimal(amount), currency }];
    }
    if (name === "received") {
      const [symbol = "", units, basisShare, price] = value.split("/");
      const of = (text?: string) => (text ? new Decimal(text) : null);
      return [name, { symbol, units: of(units), basisShare: of(basisShare), price: of(price) }];
    }
    if (name === "lots") {
      const lots = value.split("+").map((each) => {
        const [purchaseId = "", units = ""] = each.split("/");
        return { purchaseId, units: new Decimal(units) };
      });
      return [name, lots];
    }
    const isText = ["toAccountId", "currency", "settlementDate", "lotMethod"].includes(name);
    return [name, isText ? value : new Decimal(value)];
  });
  const known = ENTRY_KINDS.find((each) => each === kind) ?? "BUY";
  return { ...BASE, kind: known, ...Object.fromEntries(fields) };
}

const words = (of: LedgerEntryInput) =>
  legsOf(of).map(({ kind, units, amount, currency, isOther }) =>
    [kind, units?.toString() ?? "-", amount.toString(), currency, isOther ? "other" : ""]
      .join(" ")
      .trim(),
  );

describe("legsOf", () => {
  it.each([
    ["BUY VTI units=10 price=5.25 fees=1", ["BUY 10 -53.5 USD"]],
    ["BUY VTI units=3 price=3.3333", ["BUY 3 -10 USD"]],
    ["SELL VTI units=10 price=5.25 fees=1", ["SELL 10 51.5 USD"]],
    ["SELL VTI units=10 amount=51.5", ["SELL 10 51.5 USD"]],
    ["DIVIDEND VTI amount=10", ["DIVIDEND - 10 USD"]],
    ["DIVIDEND VTI amount=10 withheld=1.5", ["DIVIDEND - 10 USD", "WITHHOLDING - -1.5 USD"]],
    ["INTEREST amount=-4", ["INTEREST - -4 USD"]],
    ["FEE amount=7", ["FEE - -7 USD"]],
    ["TAX amount=7", ["TAX - -7 USD"]],
    ["DEPOSIT amount=7 currency=EUR", ["DEPOSIT - 7 EUR"]],
    ["WITHDRAWAL amount=7", ["WITHDRAWAL - -7 USD"]],
    ["SPLIT VTI units=-90", ["SPLIT -90 0 USD"]],
    ["STOCK_DIVIDEND VTI units=2", ["STOCK_DIVIDEND 2 0 USD"]],
    ["CASH_IN_LIEU VTI units=0.5 amount=3", ["CASH_IN_LIEU 0.5 3 USD"]],
    ["CASH_IN_LIEU VTI amount=3", ["CASH_IN_LIEU - 3 USD"]],
    ["RETURN_OF_CAPITAL VTI amount=3", ["RETURN_OF_CAPITAL - 3 USD"]],
    ["TRANSFER_IN VTI units=5 price=7", ["TRANSFER_IN 5 0 USD"]],
    ["TRANSFER_OUT VTI units=5", ["TRANSFER_OUT 5 0 USD"]],
    ["TRANSFER VTI units=5 toAccountId=b", ["TRANSFER_OUT 5 0 USD", "TRANSFER_IN 5 0 USD other"]],
    ["TRANSFER amount=5 toAccountId=b", ["WITHDRAWAL - -5 USD", "DEPOSIT - 5 USD other"]],
    ["SHORT VTI units=10 price=5 fees=1", ["SHORT 10 49 USD"]],
    ["COVER VTI units=10 price=5 fees=1", ["COVER 10 -51 USD"]],
    ["SPIN_OFF VTI received=NEW/5/0.15", ["SPIN_OFF - 0 USD"]],
    ["MERGER VTI amount=500 received=NEW/5//100", ["MERGER - 500 USD"]],
    ["MERGER VTI received=NEW/5", ["MERGER - 0 USD"]],
    ["SYMBOL_CHANGE VTI received=NEW", ["SYMBOL_CHANGE - 0 USD"]],
    [
      "FX_CONVERSION amount=1000 currency=EUR converted=1083.20/USD",
      ["FX_CONVERSION - -1000 EUR", "FX_CONVERSION - 1083.2 USD"],
    ],
  ])("books %s as %j", (of, legs) => {
    expect(words(entry(of))).toEqual(legs);
  });

  it("books a reinvested dividend of 100, of which 15 are withheld, as income and a purchase for the net 85", () => {
    const of = entry("REINVESTMENT VTI units=1.7 price=50 withheld=15");
    expect(words(of)).toEqual([
      "DIVIDEND - 100 USD",
      "WITHHOLDING - -15 USD",
      "REINVESTMENT 1.7 -85 USD",
    ]);
    expect(sum(legsOf(of).map(({ amount }) => amount)).toString()).toBe("0");
  });

  it.each([
    ["BUY units=1 price=1", "symbol"],
    ["BUY VTI price=1", "units"],
    ["BUY VTI units=-1 price=1", "units"],
    ["BUY VTI units=1", "amount"],
    ["BUY VTI units=1 price=0", "price"],
    ["BUY VTI units=10 price=5 amount=500", "amount"],
    ["BUY VTI units=1 price=1 fees=-1", "fees"],
    ["BUY VTI units=1 price=1 withheld=1", "withheld"],
    ["BUY VTI units=1 price=1 toAccountId=b", "toAccountId"],
    ["BUY VTI units=1 price=1 settlementDate=2024-03-01", "settlementDate"],
    ["SELL VTI units=1 price=1 converted=1/EUR", "converted"],
    ["DIVIDEND amount=3", "symbol"],
    ["DIVIDEND VTI amount=3 withheld=4", "withheld"],
    ["DIVIDEND VTI amount=3 withheld=-1", "withheld"],
    ["INTEREST amount=0", "amount"],
    ["FEE amount=-1", "amount"],
    ["SPLIT VTI units=0", "units"],
    ["TRANSFER VTI units=1", "toAccountId"],
    ["TRANSFER units=1 amount=1 toAccountId=b", "units"],
    ["TRANSFER_IN VTI units=1 amount=1", "amount"],
    ["FX_CONVERSION amount=1", "converted"],
    ["BUY VTI units=1 price=1 lotMethod=LIFO", "lotMethod"],
    ["SELL VTI units=3 price=1 lots=a/1+b/1", "lots"],
    ["SELL VTI units=2 price=1 lots=a/1+a/1", "lots"],
    ["SELL VTI units=1 price=1 lots=a/2+b/-1", "lots"],
    ["SELL VTI units=1 price=1 lots=a/1 lotMethod=LIFO", "lotMethod"],
    ["SPIN_OFF VTI received=NEW/5", "basisShare"],
    ["SPIN_OFF VTI received=NEW/5/1.01", "basisShare"],
    ["SPIN_OFF VTI received=NEW//0.5", "received"],
    ["SPIN_OFF VTI units=3 received=NEW/1/0.5", "units"],
    ["MERGER VTI amount=500 received=NEW/5", "price"],
    ["MERGER VTI", "received"],
    ["MERGER VTI received=VTI/5", "received"],
    ["MERGER received=NEW/5", "symbol"],
    ["SYMBOL_CHANGE VTI received=NEW/5", "received"],
    ["SYMBOL_CHANGE VTI amount=5 received=NEW", "amount"],
    ["FX_CONVERSION amount=1 converted=1/USD", "converted"],
    ["FX_CONVERSION amount=1 converted=0/EUR", "converted"],
    ["FX_CONVERSION VTI amount=1 converted=1/EUR", "symbol"],
  ])("refuses %s and names %s", (of, field) => {
    expect(() => legsOf(entry(of))).toThrow(
      expect.objectContaining({
        code: "BAD_INPUT",
        facts: { field, kind: of.split(" ")[0] },
      }),
    );
  });
});
