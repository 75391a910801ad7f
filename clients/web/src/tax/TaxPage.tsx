import { NativeSelect, SimpleGrid, Switch, Tabs, Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import {
  TaxEstimateDocument,
  type TaxEstimateQuery,
  TaxProfileDocument,
  TaxYearsDocument,
} from "../generated/operations.js";
import { useGraph } from "../graph/useGraph.js";
import { label, money, percent } from "../look/figures.js";
import { Notice, ProblemNotice } from "../look/Notice.js";
import { Panel } from "../look/Panel.js";
import { Stat } from "../look/Stat.js";
import { Page, Shown, Waiting } from "../look/View.js";
import { useHousehold } from "../shell/household.js";
import { Harvest } from "./Harvest.js";
import { ProfileForm } from "./ProfileForm.js";

const route = getRouteApi("/app/tax");

type Estimate = NonNullable<TaxEstimateQuery["household"]>["taxEstimate"];

/** Federal tax of a year: what is known, what it comes to, and which losses could lower it. */
export function TaxPage() {
  const { year: asked, tab = "estimate" } = route.useSearch();
  const navigate = route.useNavigate();
  const years = useGraph(TaxYearsDocument, {});
  const known = years.data?.taxYears ?? [];
  const thisYear = new Date().getFullYear();
  const year = asked ?? (known.includes(thisYear) ? thisYear : (known.at(-1) ?? thisYear));
  return (
    <Page
      title="Tax"
      lead="Federal income tax, to the cent, from what you enter. Not advice."
      actions={
        <NativeSelect
          aria-label="Tax year"
          value={String(year)}
          data={[...new Set([...known, year])].sort((a, b) => b - a).map(String)}
          onChange={(event) =>
            void navigate({
              search: (old) => ({ ...old, year: Number(event.currentTarget.value) }),
            })
          }
        />
      }
    >
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(value) =>
          void navigate({
            search: (old) => ({ ...old, tab: value === "harvest" ? "harvest" : undefined }),
            replace: true,
          })
        }
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="estimate">Estimate</Tabs.Tab>
          <Tabs.Tab value="harvest">Harvest candidates</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="estimate">
          <YearOf key={year} year={year} />
        </Tabs.Panel>
        <Tabs.Panel value="harvest">
          <Harvest />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

function YearOf({ year }: { readonly year: number }) {
  const { household, canWrite } = useHousehold();
  const profile = useGraph(TaxProfileDocument, { householdId: household.id, year });
  const estimate = useGraph(TaxEstimateDocument, { householdId: household.id, year });
  const isMissing = estimate.problem?.code === "TAX_PROFILE_MISSING";
  const result = estimate.data?.household?.taxEstimate ?? null;
  return (
    <div style={{ display: "grid", gap: "1rem" }}>
      {isMissing ? (
        <Notice tone="warn" title={`Nothing is known of ${year} yet`}>
          Fill in the profile below; every amount may stay empty. The estimate appears when you save
          it.
        </Notice>
      ) : (
        <ProblemNotice problem={estimate.problem} retry={estimate.reload} />
      )}
      {result ? (
        <EstimateView estimate={result} />
      ) : estimate.isLoading ? (
        <Waiting rows={6} />
      ) : null}
      <Shown answer={profile} rows={6}>
        {(data) => (
          <ProfileForm
            key={data.household?.taxProfile ? "stored" : "new"}
            householdId={household.id}
            year={year}
            profile={data.household?.taxProfile ?? null}
            canWrite={canWrite}
          />
        )}
      </Shown>
    </div>
  );
}

function EstimateView({ estimate }: { readonly estimate: NonNullable<Estimate> }) {
  const { marginalRates, parameters } = estimate;
  const total = Number(estimate.totalTax.amount);
  const income = Number(estimate.adjustedGrossIncome.amount);
  return (
    <>
      <div className="stats">
        <Stat
          label={`Tax of ${estimate.year}`}
          isHero
          explanation={`Tax on ordinary income, on capital gains, and on net investment income; every line stands below. Figures of the year: ${label(parameters.status).toLowerCase()}, ${parameters.source}.`}
        >
          {money(total)}
        </Stat>
        <Stat
          label="Of adjusted gross income"
          explanation={`Total tax divided by adjusted gross income of ${money(income)}.`}
        >
          {income > 0 ? percent(total / income) : "–"}
        </Stat>
        <Stat
          label="Next dollar of wages"
          explanation="Tax on exactly one more dollar of wages, through the whole computation."
        >
          {percent(Number(marginalRates.ordinary))}
        </Stat>
        <Stat
          label="Next dollar of long-term gain"
          explanation="Tax on exactly one more dollar of long-term gain. 0 where a loss swallows it."
        >
          {percent(Number(marginalRates.longTermGain))}
        </Stat>
      </div>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Panel
          title="Every line"
          explanation="In the order of the computation, rounded half-even to the cent."
        >
          <Lines lines={estimate.lines} />
        </Panel>
        <div style={{ display: "grid", gap: "1rem", alignContent: "start" }}>
          <Panel title="Marginal rates" explanation="Tax on one more dollar of each kind.">
            <Rates rates={marginalRates} />
          </Panel>
          <Panel title="Not in it">
            <ul style={{ margin: 0, paddingLeft: 18, fontSize: "0.88rem" }}>
              {estimate.notModelled.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
            <Text size="sm" c="dimmed" mt="sm">
              Figures: {label(parameters.status)}; {parameters.source}
            </Text>
          </Panel>
        </div>
      </SimpleGrid>
    </>
  );
}

function Lines({ lines }: { readonly lines: NonNullable<Estimate>["lines"] }) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? lines : lines.filter((line) => Number(line.amount.amount) !== 0);
  return (
    <>
      <table className="plain-table figures">
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col" className="number">
              Amount
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((line) => (
            <tr key={line.code} style={line.code === "TOTAL_TAX" ? { fontWeight: 650 } : undefined}>
              <td>{line.label}</td>
              <td className="number">{money(line.amount.amount)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Switch
        mt="sm"
        label={`Also the lines that are 0 (${lines.filter((line) => Number(line.amount.amount) === 0).length})`}
        checked={isWhole}
        onChange={(event) => setWhole(event.currentTarget.checked)}
      />
    </>
  );
}

function Rates({ rates }: { readonly rates: NonNullable<Estimate>["marginalRates"] }) {
  const rows = [
    { name: "Wages", rate: rates.ordinary },
    { name: "Interest", rate: rates.interest },
    { name: "Qualified dividends", rate: rates.qualifiedDividends },
    { name: "Short-term gain", rate: rates.shortTermGain },
    { name: "Long-term gain", rate: rates.longTermGain },
  ];
  return (
    <table className="plain-table figures">
      <tbody>
        {rows.map(({ name, rate }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className="number">{percent(Number(rate))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
