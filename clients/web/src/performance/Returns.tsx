import { Text } from "@mantine/core";
import { Assumptions } from "../look/Assumptions.js";
import { Delta } from "../look/Delta.js";
import { count, day, moneyOf, signedPercent } from "../look/figures.js";
import { Notice } from "../look/Notice.js";
import { Stat } from "../look/Stat.js";
import { Measured } from "./Measured.js";
import type { PortfolioPerformance } from "./PerformancePage.js";

const TIME_WEIGHTED =
  "The growth of one dollar that stayed in all the time: deposits and withdrawals do not count, fees are taken off. It judges the investments. Chained from the value at the end of each day.";
const MONEY_WEIGHTED =
  "The one rate a year at which every deposit and withdrawal grows to today's value (XIRR): it judges what you earned, timing included.";

interface Shown {
  readonly performance: PortfolioPerformance;
  readonly isMoneyWeighted: boolean;
}

/** The headline figures of the range. */
export function Returns(props: Shown) {
  const { performance, isMoneyWeighted } = props;
  const { gain, inflow, outflow, fees } = performance;
  return (
    <>
      <div className="stats">
        <Headline {...props} />
        <Stat
          label="Gain"
          explanation="Value at the end less value at the start, less what came in, plus what left; in US dollars."
          note={
            <Text size="xs" c="dimmed" className="figures">
              {moneyOf(performance.startValue)} to {moneyOf(performance.endValue)}
            </Text>
          }
        >
          {gain ? <Delta amount={Number(gain.amount)} /> : "–"}
        </Stat>
        <Stat
          label="Came in"
          explanation="Deposits and transfers from outside of the household, at the day's value; transfers between own accounts do not count."
          note={
            <Text size="xs" c="dimmed" className="figures">
              left: {moneyOf(outflow)}
            </Text>
          }
        >
          {moneyOf(inflow)}
        </Stat>
        <Stat
          label="Before fees"
          explanation="The time-weighted return with fees and commissions added back; taxes stay deducted."
          note={
            <Text size="xs" c="dimmed" className="figures">
              fees: {moneyOf(fees)}
            </Text>
          }
        >
          <Measured measure={performance.timeWeightedBeforeFees.value} write={signedPercent} />
        </Stat>
      </div>
      <Ambiguities performance={performance} isMoneyWeighted={isMoneyWeighted} />
      <Assumptions sentences={performance.assumptions} />
    </>
  );
}

function Headline({ performance, isMoneyWeighted }: Shown) {
  const shown = isMoneyWeighted ? performance.moneyWeighted : performance.timeWeighted;
  return (
    <Stat
      label={isMoneyWeighted ? "Money-weighted return" : "Time-weighted return"}
      isHero
      explanation={
        <>
          {isMoneyWeighted ? MONEY_WEIGHTED : TIME_WEIGHTED} From {day(performance.from)} to{" "}
          {day(performance.to)}, {count(performance.days)} days; computed by the endpoint (version{" "}
          {performance.calculationVersion} of its daily values).
        </>
      }
      note={
        <Text size="xs" c="dimmed" component="div" className="figures">
          a year: <Measured measure={shown.annualized} write={signedPercent} />
        </Text>
      }
    >
      <span data-testid="return">
        <Measured measure={shown.value} write={signedPercent} />
      </span>
    </Stat>
  );
}

/** What makes a single figure of the range doubtful. */
function Ambiguities({ performance, isMoneyWeighted }: Shown) {
  return (
    <>
      {isMoneyWeighted && performance.roots.length > 1 ? (
        <Notice tone="warn" title="More than one rate balances these flows">
          {performance.roots.map(signedPercent).join(", ")} a year; the money-weighted return is
          ambiguous here.
        </Notice>
      ) : null}
      {performance.chains.length > 1 ? (
        <Notice tone="warn" title="The history has breaks">
          {performance.chains
            .map(({ from, to, value }) => `${day(from)} to ${day(to)}: ${signedPercent(value)}`)
            .join("; ")}
          . Everything was taken out, or lost, in between.
        </Notice>
      ) : null}
    </>
  );
}
