import { describe, expect, it } from "@jest/globals";
import { MINNESOTA_FIGURES } from "./minnesotaFigures.js";
import { OREGON_FIGURES } from "./oregonFigures.js";
import { amount, projected } from "./stateFigures.js";

describe("state figures", () => {
  it("have the rules that the sheet gives as text: MN Social Security, OR retirement credit", () => {
    // tax-facts.md section 10: 105,380 joint / 82,190 single (2024), 108,320 / 84,490 (2025),
    // 10 % per 4,000 (2,000 separate); OR 9 % for 62+ with household income below 15,000 / 30,000
    const from = (year: number) => MINNESOTA_FIGURES[year]!.socialSecurityFrom.value;
    expect(from(2024).MARRIED_FILING_JOINTLY.toNumber()).toBe(105380);
    expect(from(2024).SINGLE.toNumber()).toBe(82190);
    expect(from(2025).MARRIED_FILING_JOINTLY.toNumber()).toBe(108320);
    expect(from(2025).SINGLE.toNumber()).toBe(84490);
    const { step, share } = MINNESOTA_FIGURES[2025]!.socialSecurityStep.value;
    expect([share, step.SINGLE, step.MARRIED_FILING_SEPARATELY].map(Number)).toEqual([
      0.1, 4000, 2000,
    ]);
    const { rate, incomeOver } = OREGON_FIGURES[2025]!.retirementCredit.value;
    expect([rate, incomeOver.SINGLE, incomeOver.MARRIED_FILING_JOINTLY].map(Number)).toEqual([
      0.09, 15000, 30000,
    ]);
  });

  it("grow by 2.5 % a year after the last year where the law indexes them, else stay", () => {
    const last = {
      edge: { value: amount(10001), status: "OFFICIAL", source: "a" },
      rate: { value: amount("0.05"), status: "OFFICIAL", source: "b" },
      fixed: { value: amount(1000), status: "OFFICIAL", source: "c" },
    } as const;
    const next = projected(last, ["edge", "rate"], { from: 2026, to: 2028 });
    expect(next.edge.value.toNumber()).toBe(10507); // 10,001 x 1.050625 = 10,507.3
    expect(next.edge.status).toBe("PROJECTED");
    expect(next.rate.value.toNumber()).toBe(0.05);
    expect(next.fixed.value.toNumber()).toBe(1000);
    expect(next.fixed.status).toBe("CARRIED_FORWARD");
  });
});
