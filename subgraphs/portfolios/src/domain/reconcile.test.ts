import { describe, expect, it } from "@jest/globals";
import { Decimal } from "@wealthgraph/kernel/decimal";
import { usualSplit } from "./reconcile.js";

describe("usualSplit", () => {
  it.each([
    ["10", "20", "2:1"],
    ["10", "200", "20:1"],
    ["10", "15", "3:2"],
    ["100", "10", "1:10"],
    // 1:10 of 105 is 10.5; the half share is paid out in cash
    ["105", "10", "1:10"],
    ["10", "10.5", null],
    ["10", "11", null],
    ["0", "10", null],
    ["10", "0", null],
    ["-10", "-20", null],
  ])("of %s units to %s is %s", (computed, declared, split) => {
    expect(usualSplit(new Decimal(computed), new Decimal(declared))).toBe(split);
  });
});
