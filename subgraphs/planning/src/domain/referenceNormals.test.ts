import { describe, expect, it } from "@jest/globals";
import { type Counter, exponential, logOfScaled, normalPair, philox } from "./referenceNormals.js";

// kat_vectors of Random123 (Salmon, Moraes, Dror, Shaw), philox4x32 10
const KNOWN_ANSWERS: readonly {
  readonly counter: Counter;
  readonly key: readonly [number, number];
  readonly words: Counter;
}[] = [
  {
    counter: [0, 0, 0, 0],
    key: [0, 0],
    words: [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
  },
  {
    counter: [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    key: [0xffffffff, 0xffffffff],
    words: [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  },
  {
    counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    key: [0xa4093822, 0x299f31d0],
    words: [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  },
];

describe("philox", () => {
  it.each(KNOWN_ANSWERS)("gives the published words for counter $counter", (row) => {
    expect(philox(row.counter, row.key)).toEqual(row.words);
  });
});

describe("the polynomials", () => {
  it("logOfScaled is the logarithm to 4 units of the last place, over all exponents", () => {
    for (let i = 0; i < 2_000; i++) {
      const x = 0.5 + 2 ** ((i / 2_000) * 31.9);
      const exact = Math.log(x * 2 ** -32);
      expect(Math.abs(logOfScaled(x) - exact)).toBeLessThanOrEqual(9e-16 * Math.abs(exact));
    }
  });

  it("logOfScaled keeps its relative precision next to u = 1", () => {
    const u = 1 - 2 ** -33;
    expect(logOfScaled(u * 2 ** 32)).toBeCloseTo(Math.log1p(-(2 ** -33)), 24);
  });

  it("exponential is e^x to 4 units of the last place from -20 to 20", () => {
    for (let i = -2_000; i <= 2_000; i++) {
      const exact = Math.exp(i / 100);
      expect(Math.abs(exponential(i / 100) / exact - 1)).toBeLessThanOrEqual(9e-16);
    }
    expect(exponential(0)).toBe(1);
  });

  it("normalPair is Box-Muller with sine and cosine of the whole circle", () => {
    for (let i = 0; i < 64; i++) {
      const angleWord = i * 2 ** 26 + 12_345;
      const [first, second] = normalPair(0x8000_0000, angleWord);
      const radius = Math.sqrt(-2 * Math.log((0x8000_0000 + 0.5) / 2 ** 32));
      const angle = (2 * Math.PI * (angleWord + 0.5)) / 2 ** 32;
      expect(first).toBeCloseTo(radius * Math.cos(angle), 14);
      expect(second).toBeCloseTo(radius * Math.sin(angle), 14);
    }
  });

  it("the largest normal is the square root of 66 ln 2", () => {
    const [first, second] = normalPair(0, 0);
    expect(Math.hypot(first, second)).toBeCloseTo(Math.sqrt(66 * Math.LN2), 12);
  });
});
