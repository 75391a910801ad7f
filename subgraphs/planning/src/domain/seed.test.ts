import { describe, expect, it } from "@jest/globals";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { keyOfSeed } from "./seed.js";

describe("keyOfSeed", () => {
  it("splits 64 bits into the low and the high word", () => {
    expect(keyOfSeed("4294967298")).toEqual([2, 1]);
    expect(keyOfSeed("18446744073709551615")).toEqual([0xffffffff, 0xffffffff]);
  });

  it.each(["", "-1", "1.5", "0x10", "18446744073709551616", "999999999999999999999"])(
    "refuses %p",
    (seed) => {
      expect(() => keyOfSeed(seed)).toThrow(Refusal);
    },
  );
});
