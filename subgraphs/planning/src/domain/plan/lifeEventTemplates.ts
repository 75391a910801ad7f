export const LIFE_EVENTS = [
  "RETIREMENT",
  "CHILD",
  "COLLEGE",
  "HOME_PURCHASE",
  "HOME_SALE",
  "JOB_CHANGE",
  "INHERITANCE",
  "CARE",
  "DEATH_OF_SPOUSE",
] as const;

export type LifeEventTemplateKind = (typeof LIFE_EVENTS)[number];

export type AssumptionUnit =
  "USD" | "USD_PER_MONTH" | "USD_PER_YEAR" | "FRACTION" | "YEARS" | "MONTHS";

/** A figure of a template that the household can change. */
export interface TemplateAssumption {
  readonly name: string;
  readonly title: string;
  readonly unit: AssumptionUnit;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly source: string;
}

export interface LifeEventTemplate {
  readonly kind: LifeEventTemplateKind;
  readonly title: string;
  readonly description: string;
  /** The event is of one person of the plan. */
  readonly needsPerson: boolean;
  readonly assumptions: readonly TemplateAssumption[];
}

/** The day on which these assumptions were written down. */
export const TEMPLATES_AS_OF = "2026-01-31";

const OURS = "Round figure chosen by Wealthgraph; no publication";
const COLLEGE_BOARD =
  "College Board, Trends in College Pricing 2024-25: public four-year in state with housing and food";
const MEDICAL = "Long-run growth of CPI medical care above CPI, 1980-2020, rounded";

const figure = (
  name: string,
  title: string,
  [unit, value, min, max]: readonly [AssumptionUnit, number, number, number],
  source = OURS,
): TemplateAssumption => ({ name, title, unit, value, min, max, source });

const AMOUNT_MAX = 1e9;

/** Life events with their assumptions, in today's money. Each expands into flows of the plan. */
export const LIFE_EVENT_TEMPLATES: readonly LifeEventTemplate[] = [
  {
    kind: "RETIREMENT",
    title: "Retirement",
    description:
      "The person's wages and contributions end; health cover is bought until 65 and Medicare paid from then.",
    needsPerson: true,
    assumptions: [
      figure("healthBefore65", "Health cover before 65", ["USD_PER_MONTH", 800, 0, AMOUNT_MAX]),
      figure("healthFrom65", "Medicare and out of pocket from 65", [
        "USD_PER_MONTH",
        450,
        0,
        AMOUNT_MAX,
      ]),
      figure(
        "healthGrowth",
        "Growth of health costs above prices",
        ["FRACTION", 0.015, -0.1, 0.2],
        MEDICAL,
      ),
    ],
  },
  {
    kind: "CHILD",
    title: "Child",
    description:
      "Costs of a child from the date to the age of independence, with care in the first years.",
    needsPerson: false,
    assumptions: [
      figure("monthlyCost", "Food, clothing, housing and the rest", [
        "USD_PER_MONTH",
        1300,
        0,
        AMOUNT_MAX,
      ]),
      figure("years", "Years to independence", ["YEARS", 18, 0, 40]),
      figure("careCost", "Child care", ["USD_PER_MONTH", 1200, 0, AMOUNT_MAX]),
      figure("careYears", "Years of child care", ["YEARS", 5, 0, 40]),
    ],
  },
  {
    kind: "COLLEGE",
    title: "College",
    description: "Costs of a degree, paid monthly; education accounts are used first.",
    needsPerson: false,
    assumptions: [
      figure(
        "yearlyCost",
        "Cost a year today",
        ["USD_PER_YEAR", 24920, 0, AMOUNT_MAX],
        COLLEGE_BOARD,
      ),
      figure("years", "Years", ["YEARS", 4, 0, 12]),
      figure(
        "growth",
        "Growth above prices",
        ["FRACTION", 0.02, -0.1, 0.2],
        "Between 2 and 3 % in 1990-2015, near 0 since (College Board); kept at the cautious end",
      ),
    ],
  },
  {
    kind: "HOME_PURCHASE",
    title: "Home purchase",
    description:
      "Down payment and costs on the date, then mortgage, property tax and upkeep; rent ends. The home is not counted as wealth.",
    needsPerson: false,
    assumptions: [
      figure("price", "Price today", ["USD", 400000, 0, AMOUNT_MAX]),
      figure("downPaymentShare", "Down payment", ["FRACTION", 0.2, 0, 1]),
      figure("closingCostShare", "Costs of the purchase", ["FRACTION", 0.03, 0, 0.5]),
      figure("mortgageRate", "Mortgage rate (APR)", ["FRACTION", 0.065, 0, 0.3]),
      figure("mortgageYears", "Years of the mortgage", ["YEARS", 30, 1, 50]),
      figure("yearlyCostShare", "Property tax, insurance and upkeep a year", [
        "FRACTION",
        0.025,
        0,
        0.5,
      ]),
      figure("rentSaved", "Rent that ends", ["USD_PER_MONTH", 0, 0, AMOUNT_MAX]),
    ],
  },
  {
    kind: "HOME_SALE",
    title: "Home sale",
    description:
      "Sale at today's value grown above prices, less costs and what is owed then; the gain is taken as free of tax (26 USC 121).",
    needsPerson: false,
    assumptions: [
      figure("value", "Value today", ["USD", 400000, 0, AMOUNT_MAX]),
      figure("appreciation", "Growth above prices", ["FRACTION", 0.01, -0.2, 0.2]),
      figure("costShare", "Costs of the sale", ["FRACTION", 0.06, 0, 0.5]),
      figure("mortgageOwed", "Owed on the day of the sale, money of that day", [
        "USD",
        0,
        0,
        AMOUNT_MAX,
      ]),
      figure("rentAfter", "Rent afterwards", ["USD_PER_MONTH", 0, 0, AMOUNT_MAX]),
    ],
  },
  {
    kind: "JOB_CHANGE",
    title: "Job change",
    description: "The person's wages end; new ones begin after a pause.",
    needsPerson: true,
    assumptions: [
      figure("monthlyWages", "New gross wages today", ["USD_PER_MONTH", 6000, 0, AMOUNT_MAX]),
      figure("growth", "Growth above prices", ["FRACTION", 0.01, -0.2, 0.2]),
      figure("pauseMonths", "Months without work", ["MONTHS", 0, 0, 120]),
      figure("movingCost", "Cost of moving", ["USD", 0, 0, AMOUNT_MAX]),
    ],
  },
  {
    kind: "INHERITANCE",
    title: "Inheritance",
    description: "Money received once, free of income tax.",
    needsPerson: false,
    assumptions: [figure("amount", "Amount today", ["USD", 100000, 0, AMOUNT_MAX])],
  },
  {
    kind: "CARE",
    title: "Long-term care",
    description: "Costs of care of one person for a time, at most to the end of life.",
    needsPerson: true,
    assumptions: [
      figure("monthlyCost", "Cost today", ["USD_PER_MONTH", 6500, 0, AMOUNT_MAX]),
      figure("years", "Years", ["YEARS", 2.5, 0, 40]),
      figure("growth", "Growth above prices", ["FRACTION", 0.015, -0.1, 0.2], MEDICAL),
    ],
  },
  {
    kind: "DEATH_OF_SPOUSE",
    title: "Death of a spouse",
    description:
      "The person dies on the date in every path: own income ends, survivor's benefits begin, tax is that of a single person from the next year.",
    needsPerson: true,
    assumptions: [
      figure("funeralCost", "Funeral", ["USD", 10000, 0, AMOUNT_MAX]),
      figure("lifeInsurance", "Life insurance paid out, money of that day", [
        "USD",
        0,
        0,
        AMOUNT_MAX,
      ]),
    ],
  },
];

export function templateOf(kind: string): LifeEventTemplate | undefined {
  return LIFE_EVENT_TEMPLATES.find((template) => template.kind === kind);
}
