import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { MemoryBus } from "@wealthgraph/chassis/bus";
import { newId } from "@wealthgraph/chassis/id";
import { createTestDatabase, type TestDatabase } from "@wealthgraph/chassis/testDatabase";
import {
  openTestSubgraph,
  type TestAnswer,
  type TestSubgraph,
  viewerWith,
} from "@wealthgraph/chassis/testSubgraph";
import { compose } from "./composition.js";
import { LIFE_EVENTS } from "./domain/plan/lifeEventTemplates.js";
import { PreparedGraph } from "./subgraph.fixture.js";
import { subgraph } from "./subgraph.js";

const home = newId();
const owner = viewerWith({ [home]: "OWNER" });
const reader = viewerWith({ [home]: "VIEWER" });
const other = viewerWith({ [newId()]: "OWNER" });

let db: TestDatabase;
let graph: TestSubgraph;

beforeAll(async () => {
  db = await createTestDatabase(subgraph);
  // plans ask neither jobs nor threads
  const world = {
    database: db.database,
    bus: new MemoryBus(),
    jobs: null,
    graph: new PreparedGraph(),
  };
  const { services } = compose(world as never, null as never, null as never);
  graph = await openTestSubgraph(subgraph, services);
});
afterAll(() => db.close());

const PLAN = `id name isBaseline version household { id } document {
  filingStatus state fixedAgeYears people { personId birthDate sex socialSecurity { monthlyAmount claimAgeMonths } }
  incomes { name kind personId monthlyAmount isIndexed growth from until survivorShare }
  expenses { name category monthlyAmount growth } debts { name balance }
  contributions { treatment yearlyAmount isPreTax } withdrawalOrder savesSurplus survivorSpendingShare
  spendingRule { kind rate untilAgeYears } rebalancing { kind band costRate }
  lifeEvents { id template name on personId assumptions { name value } }
}`;
const SAVE = `mutation($input: SavePlanInput!) { savePlan(input: $input) { ${PLAN} } }`;
const UPDATE = `mutation($input: UpdatePlanInput!) { updatePlan(input: $input) { ${PLAN} } }`;
const ADD = `mutation($input: AddLifeEventInput!) { addLifeEvent(input: $input) { ${PLAN} } }`;
const REMOVE_EVENT = `mutation($input: RemoveLifeEventInput!) { removeLifeEvent(input: $input) { version } }`;
const SCENARIO = `mutation($input: CreateScenarioInput!) { createScenario(input: $input) { ${PLAN} } }`;
const REMOVE = "mutation($input: RemoveScenarioInput!) { removeScenario(input: $input) }";
const OF_HOUSEHOLD = `query($id: ID!) { _entities(representations: [{ __typename: "Household", id: $id }]) {
  ... on Household { plan { ${PLAN} } planScenarios { id name } } } }`;

const DOCUMENT = {
  filingStatus: "SINGLE",
  people: [{ personId: "p1", name: "Ada", birthDate: "1970-01-31", sex: "FEMALE" }],
  incomes: [{ name: "Job", kind: "WAGES", personId: "p1", monthlyAmount: 6_000 }],
  expenses: [{ name: "Living", category: "ESSENTIAL", monthlyAmount: 3_500 }],
};

const codes = (answer: TestAnswer) => answer.errors.map((error) => error.extensions["code"]);
const save = (change: object = {}, viewer = owner) =>
  graph.ask(viewer, SAVE, { input: { householdId: home, document: DOCUMENT, ...change } });

describe("a household's plan", () => {
  it("is stored with every default filled, changed with the version that was read, and read back", async () => {
    const saved = await save();
    expect(saved.errors).toEqual([]);
    expect(saved.data.savePlan).toMatchObject({
      name: "Plan",
      isBaseline: true,
      version: 1,
      household: { id: home },
      document: {
        state: null,
        fixedAgeYears: null,
        people: [{ personId: "p1", sex: "FEMALE", socialSecurity: null }],
        incomes: [{ isIndexed: true, growth: 0, from: null, until: null, survivorShare: 0 }],
        withdrawalOrder: ["TAXABLE", "TAX_DEFERRED", "ROTH"],
        spendingRule: { kind: "PLANNED_EXPENSES", rate: 0.04 },
        rebalancing: { kind: "YEARLY", band: 0.05, costRate: 0.0005 },
        lifeEvents: [],
      },
    });
    expect(codes(await save())).toEqual(["CONFLICT"]);
    const changed = await save({ version: 1, name: "Ours" });
    expect(changed.data.savePlan).toMatchObject({ version: 2, name: "Ours" });
    expect(codes(await save({ version: 1 }))).toEqual(["CONFLICT"]);
    const { data } = await graph.ask(reader, OF_HOUSEHOLD, { id: home });
    expect(data._entities[0].plan).toEqual(changed.data.savePlan);
  });

  it("takes every life event by its template, and gives it back", async () => {
    let { plan } = (await graph.ask(owner, OF_HOUSEHOLD, { id: home })).data._entities[0];
    const alone = LIFE_EVENTS.filter((kind) => kind !== "DEATH_OF_SPOUSE");
    for (const template of alone) {
      const event = { template, on: "2045-01-01", personId: "p1" };
      const input = { planId: plan.id, version: plan.version, event };
      const answer = await graph.ask(owner, ADD, { input });
      expect(answer.errors).toEqual([]);
      plan = answer.data.addLifeEvent;
    }
    const events = plan.document.lifeEvents;
    expect(events.map((e: { template: string }) => e.template)).toEqual(alone);
    expect(events[1]).toMatchObject({ name: "Child", on: "2045-01-01", assumptions: [] });
    for (const { id: eventId } of events) {
      const input = { planId: plan.id, version: plan.version, eventId };
      plan.version = (await graph.ask(owner, REMOVE_EVENT, { input })).data.removeLifeEvent.version;
    }
    const input = { planId: plan.id, version: plan.version, eventId: newId() };
    expect(codes(await graph.ask(owner, REMOVE_EVENT, { input }))).toEqual(["NOT_FOUND"]);
  });

  it.each([
    { fault: "an event before today", event: { template: "CHILD", on: "2001-01-01" } },
    {
      fault: "an unknown assumption",
      event: { template: "CHILD", on: "2045-01-01", assumptions: [{ name: "x", value: 1 }] },
    },
    { fault: "an event of nobody", event: { template: "RETIREMENT", on: "2045-01-01" } },
  ])("refuses $fault and stays as it was", async ({ event }) => {
    const { plan } = (await graph.ask(owner, OF_HOUSEHOLD, { id: home })).data._entities[0];
    const input = { planId: plan.id, version: plan.version, event };
    const answer = await graph.ask(owner, ADD, { input });
    expect(codes(answer)).toEqual(["PLAN_INVALID"]);
    expect(answer.errors[0]?.extensions["facts"]).toHaveProperty("element");
    const after = (await graph.ask(owner, OF_HOUSEHOLD, { id: home })).data._entities[0].plan;
    expect(after).toEqual(plan);
  });

  it("is copied to scenarios, which are changed and removed without it", async () => {
    const { plan } = (await graph.ask(owner, OF_HOUSEHOLD, { id: home })).data._entities[0];
    const copy = await graph.ask(owner, SCENARIO, { input: { planId: plan.id, name: "Later" } });
    const scenario = copy.data.createScenario;
    expect(scenario).toMatchObject({ name: "Later", isBaseline: false, version: 1 });
    expect(scenario.document).toEqual(plan.document);
    const document = { ...DOCUMENT, fixedAgeYears: 90 };
    const updated = await graph.ask(owner, UPDATE, {
      input: { planId: scenario.id, version: 1, name: "To 90", document },
    });
    expect(updated.data.updatePlan).toMatchObject({
      name: "To 90",
      document: { fixedAgeYears: 90 },
    });
    const both = (await graph.ask(owner, OF_HOUSEHOLD, { id: home })).data._entities[0];
    expect(both.plan.document.fixedAgeYears).toBeNull();
    expect(both.planScenarios).toEqual([{ id: scenario.id, name: "To 90" }]);
    const removed = await graph.ask(owner, REMOVE, { input: { planId: scenario.id, version: 2 } });
    expect(removed.data).toEqual({ removeScenario: true });
    const own = await graph.ask(owner, REMOVE, {
      input: { planId: plan.id, version: plan.version },
    });
    expect(codes(own)).toEqual(["BAD_INPUT"]);
  });

  it("is not there for another household's viewer, and not to be written by a reader", async () => {
    const { plan } = (await graph.ask(owner, OF_HOUSEHOLD, { id: home })).data._entities[0];
    expect(codes(await save({}, other))).toEqual(["NOT_FOUND"]);
    expect(codes(await save({ version: plan.version }, reader))).toEqual(["FORBIDDEN"]);
    expect(
      codes(await graph.ask(other, SCENARIO, { input: { planId: plan.id, name: "X" } })),
    ).toEqual(["NOT_FOUND"]);
    expect(codes(await graph.ask(other, OF_HOUSEHOLD, { id: home })).length).toBeGreaterThan(0);
    expect(codes(await save({ version: plan.version, name: " " }))).toEqual(["BAD_INPUT"]);
  });
});

describe("lifeEventTemplates", () => {
  it("say what they assume, in what unit, and from where", async () => {
    const { data } = await graph.ask(
      owner,
      "{ lifeEventTemplates { kind title needsPerson assumptions { name unit value min max source } } }",
    );
    expect(data.lifeEventTemplates).toHaveLength(LIFE_EVENTS.length);
    const college = data.lifeEventTemplates.find((t: { kind: string }) => t.kind === "COLLEGE");
    expect(college.assumptions[0]).toMatchObject({ unit: "USD_PER_YEAR", value: 24_920 });
    expect(college.assumptions[0].source).toContain("College Board");
  });
});
