import { requireHousehold, type Viewer } from "@wealthgraph/chassis/viewer";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Refusal } from "@wealthgraph/kernel/refusal";
import type { HouseholdPlan, PlanLifeEvent } from "../domain/plan/householdPlan.js";
import { validatePlan } from "../domain/plan/validatePlan.js";
import type { HouseholdPlanStore, PlanDraft } from "./planPorts.js";

/** What the plan operations need from the world. */
export interface PlanPorts {
  readonly plans: HouseholdPlanStore;
  today(): CalendarDate;
}

type Read = Pick<HouseholdPlan, "id" | "version">;

const PLANS_MAX = 50;

/** @throws {Refusal} NOT_FOUND for a household that is not the viewer's */
export async function plansOfHousehold(
  load: (householdId: string) => Promise<readonly HouseholdPlan[]>,
  viewer: Viewer,
  householdId: string,
): Promise<readonly HouseholdPlan[]> {
  requireHousehold(viewer, householdId, "read");
  return load(householdId);
}

/**
 * Stores the household's own plan: the first one, or in the place of the version that was read.
 *
 * @throws {Refusal} NOT_FOUND, FORBIDDEN; PLAN_INVALID naming the element; CONFLICT when the plan is at
 * another version, or exists already and none was named
 */
export async function savePlan(
  ports: PlanPorts,
  viewer: Viewer,
  {
    householdId,
    version,
    draft,
  }: {
    readonly householdId: string;
    readonly version: number | null;
    readonly draft: PlanDraft;
  },
): Promise<HouseholdPlan> {
  requireHousehold(viewer, householdId, "write");
  const checked = check(draft, ports.today());
  const held = (await ports.plans.ofHouseholds([householdId])).get(householdId) ?? [];
  const baseline = held.find((plan) => plan.isBaseline);
  if (!baseline || version === null) {
    const added = baseline ? null : await ports.plans.add(householdId, checked, true);
    return added ?? conflict(version);
  }
  return (await ports.plans.replace({ id: baseline.id, version }, checked)) ?? conflict(version);
}

/** Stores a scenario, or the baseline, in the place of the version that was read. */
export async function updatePlan(
  ports: PlanPorts,
  viewer: Viewer,
  read: Read,
  draft: PlanDraft,
): Promise<HouseholdPlan> {
  await planForWriting(ports.plans, viewer, read.id);
  const checked = check(draft, ports.today());
  return (await ports.plans.replace(read, checked)) ?? conflict(read.version);
}

/**
 * Copies a plan under another name, so that it can be changed and compared.
 *
 * @throws {Refusal} NOT_FOUND, FORBIDDEN; BAD_INPUT for the name, or above 50 plans a household
 */
export async function createScenario(
  ports: PlanPorts,
  viewer: Viewer,
  planId: string,
  name: string,
): Promise<HouseholdPlan> {
  const plan = await planForWriting(ports.plans, viewer, planId);
  const { householdId } = plan;
  const held = (await ports.plans.ofHouseholds([householdId])).get(householdId) ?? [];
  if (held.length >= PLANS_MAX) {
    throw new Refusal("BAD_INPUT", `a household has at most ${PLANS_MAX} plans`, {
      plansMax: PLANS_MAX,
    });
  }
  const draft = { name: checkName(name), document: plan.document };
  return (await ports.plans.add(householdId, draft, false)) ?? conflict(null);
}

/** @throws {Refusal} NOT_FOUND, FORBIDDEN; BAD_INPUT for the baseline; CONFLICT */
export async function removeScenario(
  ports: PlanPorts,
  viewer: Viewer,
  read: Read,
): Promise<boolean> {
  const plan = await planForWriting(ports.plans, viewer, read.id);
  if (plan.isBaseline) {
    throw new Refusal("BAD_INPUT", "the household's own plan is changed, not removed", {
      input: "planId",
    });
  }
  return (await ports.plans.remove(read)) || conflict(read.version);
}

/** @throws {Refusal} NOT_FOUND, FORBIDDEN, PLAN_INVALID, CONFLICT */
export async function addLifeEvent(
  ports: PlanPorts,
  viewer: Viewer,
  read: Read,
  event: PlanLifeEvent,
): Promise<HouseholdPlan> {
  const plan = await planForWriting(ports.plans, viewer, read.id);
  const lifeEvents = [...plan.document.lifeEvents, event];
  const draft = { name: plan.name, document: { ...plan.document, lifeEvents } };
  return (await ports.plans.replace(read, check(draft, ports.today()))) ?? conflict(read.version);
}

/** @throws {Refusal} NOT_FOUND also for an event that is not in the plan; FORBIDDEN, CONFLICT */
export async function removeLifeEvent(
  ports: PlanPorts,
  viewer: Viewer,
  read: Read,
  eventId: string,
): Promise<HouseholdPlan> {
  const plan = await planForWriting(ports.plans, viewer, read.id);
  const lifeEvents = plan.document.lifeEvents.filter((event) => event.id !== eventId);
  if (lifeEvents.length === plan.document.lifeEvents.length) {
    throw new Refusal("NOT_FOUND", "no such event in the plan");
  }
  const draft = { name: plan.name, document: { ...plan.document, lifeEvents } };
  return (await ports.plans.replace(read, draft)) ?? conflict(read.version);
}

/** @throws {Refusal} NOT_FOUND unless the plan is in a household of the viewer's, FORBIDDEN for a reader */
async function planForWriting(
  plans: HouseholdPlanStore,
  viewer: Viewer,
  id: string,
): Promise<HouseholdPlan> {
  const plan = (await plans.byIds([id])).get(id);
  if (!plan) throw new Refusal("NOT_FOUND", "no such plan among yours");
  requireHousehold(viewer, plan.householdId, "write");
  return plan;
}

function check(draft: PlanDraft, today: CalendarDate): PlanDraft {
  const name = checkName(draft.name);
  validatePlan(draft.document, today);
  return { name, document: draft.document };
}

function checkName(given: string): string {
  const name = given.trim();
  if (name.length < 1 || name.length > 200) {
    throw new Refusal("BAD_INPUT", "a plan's name has 1 to 200 characters", {
      input: "name",
      charactersMax: 200,
    });
  }
  return name;
}

function conflict(version: number | null): never {
  throw new Refusal(
    "CONFLICT",
    "the plan was changed since it was read, or exists already: read it again",
    version === null ? {} : { versionRead: version },
  );
}
