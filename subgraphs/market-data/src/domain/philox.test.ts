import { describe, expect, it } from "@jest/globals";
import { keyOf, normals, philox, uniform } from "./philox.js";

describe("philox", () => {
  // Known answers of the authors' Random123 library (kat_vectors, philox4x32-10)
  it.each([
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
  ] as const)("gives the authors' words for counter $counter", ({ counter, key, words }) => {
    expect(philox(key, counter)).toEqual(words);
  });

  it("turns words into numbers strictly between 0 and 1", () => {
    expect(uniform(0)).toBeGreaterThan(0);
    expect(uniform(0xffffffff)).toBeLessThan(1);
  });

  it("gives standard normals: mean 0 and variance 1 within four standard errors", () => {
    const key = keyOf("a seed");
    const draws = Array.from({ length: 10_000 }, (_, i) => normals(key, [i, 0, 0, 0])).flat();
    const mean = draws.reduce((a, z) => a + z, 0) / draws.length;
    const variance = draws.reduce((a, z) => a + z * z, 0) / draws.length;
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(draws.length));
    expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / draws.length));
  });

  it("hashes as FNV-1a does (its authors' test vector for 'foobar')", () => {
    expect(keyOf("foobar")).toEqual([0xf73967e8, 0x85944171]); // 85944171f73967e8
  });
});
