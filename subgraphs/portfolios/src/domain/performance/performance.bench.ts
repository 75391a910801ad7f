import { addDays, type CalendarDate, date } from "@wealthgraph/kernel/calendarDate";
import { maximumDrawdown } from "./drawdown.js";
import { modifiedDietz } from "./modifiedDietz.js";
import { moneyWeighted } from "./moneyWeighted.js";
import { perPeriod, sharpeRatio, sortinoRatio, volatility } from "./riskMeasures.js";
import { beforeFees, timeWeighted, type ValuedDay } from "./timeWeighted.js";
import { cornishFisherTail, historicalTail, parametricTail } from "./valueAtRisk.js";
import { type CashFlow, xirr } from "./xirr.js";

/**
 * Budget: performance and risk of 20 years of days in 150 ms at the subgraph, of which this
 * arithmetic may take 50 ms; the rest is one statement and its rows.
 * Run: `node dist/domain/performance/performance.bench.js` after a build. Prints medians of nine.
 */
const SESSIONS = 5_040;

const on: CalendarDate[] = [];
for (let day = date("2004-01-01"); on.length < SESSIONS; day = addDays(day, 7)) {
  for (let i = 0; i < 5 && on.length < SESSIONS; i++) on.push(addDays(day, i));
}
let value = 10_000;
const days: ValuedDay[] = on.map((day, i) => {
  const inflow = i % 21 === 0 ? 500 : 0;
  const outflow = i % 250 === 249 ? 1_000 : 0;
  value = (value + inflow) * (1 + 0.0003 + 0.01 * Math.sin(i * 12.9898)) - outflow;
  return { date: day, value, inflow, outflow, fees: i % 63 === 0 ? 5 : 0 };
});
const period = { start: date("2003-12-31"), opening: 10_000, days };

function medianMs(work: () => unknown): number {
  const rounds = Array.from({ length: 9 }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return rounds.sort((a, b) => a - b)[4] ?? 0;
}

function risk(): unknown {
  const { observations } = timeWeighted(period.opening, days);
  const returns = observations.map((observation) => observation.value);
  const riskFree = returns.map(() => perPeriod(0.02, 252));
  const basis = { returns, riskFree, minimumReturn: 0, periodsPerYear: 252 };
  const tails = ([0.95, 0.99] as const).map((confidence) => [
    historicalTail(returns, confidence),
    parametricTail(returns, confidence),
    cornishFisherTail(returns, confidence),
  ]);
  const drawdown = maximumDrawdown(period.start, observations);
  return [volatility(basis), sharpeRatio(basis), sortinoRatio(basis), drawdown, tails];
}

const print = (name: string, figure: string) => console.log(`${figure} ${name}`);
const ms = (work: () => unknown) => `${medianMs(work).toFixed(1)} ms`;

print(
  `time-weighted return of ${SESSIONS} days`,
  ms(() => timeWeighted(period.opening, days)),
);
print(
  "the same before fees",
  ms(() => timeWeighted(period.opening, beforeFees(days))),
);
print(
  "money-weighted return (XIRR) of the same",
  ms(() => moneyWeighted(period)),
);
print(
  "Modified Dietz of the same",
  ms(() => modifiedDietz(period)),
);
print("risk of the same, all figures", ms(risk));

for (const count of [12, 120, 260]) {
  const list: CashFlow[] = Array.from({ length: count }, (_, i) => ({
    date: addDays(date("2004-01-01"), i * 28),
    amount: -100 - (i % 7),
  }));
  list.push({ date: addDays(date("2004-01-01"), count * 28), amount: 160 * count });
  const many = 1_000;
  const elapsed = medianMs(() => {
    for (let i = 0; i < many; i++) xirr(list);
  });
  print(
    `XIRR a second, ${count} flows`,
    Math.round((many / elapsed) * 1_000).toLocaleString("en-US"),
  );
}
