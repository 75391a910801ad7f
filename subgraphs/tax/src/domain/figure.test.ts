import { describe, expect, it } from "@jest/globals";
import { type Figure, official, standingOf } from "./figure.js";

const carried: Figure<number> = { value: 1, status: "CARRIED_FORWARD", source: "B" };
const projected: Figure<number> = { value: 1, status: "PROJECTED", source: "C" };

describe("standingOf", () => {
  it.each([
    { of: [official("A", 1), official("A", 2)], status: "OFFICIAL", source: "A" },
    { of: [official("A", 1), carried], status: "CARRIED_FORWARD", source: "A; B" },
    { of: [projected, carried, official("A", 1)], status: "PROJECTED", source: "C; B; A" },
  ])("is as weak as the weakest figure: $status, and names each source once", (row) => {
    expect(standingOf(row.of)).toEqual({ status: row.status, source: row.source });
  });
});
