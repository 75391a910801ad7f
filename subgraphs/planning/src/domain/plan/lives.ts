import type { CompiledPerson, CompiledPlan } from "./compiledPlan.js";
import { deathMonth, lifeDraw } from "./longevity.js";

/** Who lives, along one path. */
export class Lives {
  readonly wereTwo: boolean;
  alive = 0;
  /** The month at whose start nobody lives any more, or the plan's last. */
  endMonth = 0;
  readonly #plan: CompiledPlan;
  readonly #deaths: Int32Array;
  readonly #isAlive: Uint8Array;

  constructor(plan: CompiledPlan) {
    this.#plan = plan;
    this.wereTwo = plan.people.length === 2;
    this.#deaths = new Int32Array(plan.people.length);
    this.#isAlive = new Uint8Array(plan.people.length);
  }

  begin(path: number): void {
    const { people, key, months } = this.#plan;
    this.alive = people.length;
    this.#isAlive.fill(1);
    let end = 0;
    for (const [i, person] of people.entries()) {
      const month = deathOf(person, key, path, i);
      this.#deaths[i] = month;
      end = Math.max(end, month);
    }
    this.endMonth = Math.min(end, months);
  }

  /** @returns the survivor when one of two dies at the start of this month; otherwise -1 */
  bury(month: number): number {
    let died = -1;
    for (let i = 0; i < this.#deaths.length; i++) {
      if (this.#deaths[i] !== month) continue;
      this.#isAlive[i] = 0;
      this.alive--;
      died = i;
    }
    return died >= 0 && this.wereTwo && this.alive === 1 ? 1 - died : -1;
  }

  isAlive(person: number): boolean {
    return this.#isAlive[person] === 1;
  }

  /** Whether a person still lived at the start of an earlier month. */
  livedIn(person: number, month: number): boolean {
    return (this.#deaths[person] ?? 0) > month;
  }

  /** The survivor owns what was of someone who has died, and the first person what is of both. */
  ownerOf(person: number): number {
    if (person >= 0 && this.isAlive(person)) return person;
    return this.isAlive(0) ? 0 : this.#isAlive.length - 1;
  }

  ageMonths(person: number, month: number): number {
    return (this.#plan.people[person]?.ageMonths ?? 0) + month;
  }

  /** Whole years of the youngest who lives. */
  youngestAge(month: number): number {
    let months = Number.POSITIVE_INFINITY;
    for (let i = 0; i < this.#isAlive.length; i++) {
      if (this.isAlive(i)) months = Math.min(months, this.ageMonths(i, month));
    }
    return Math.floor(months / 12);
  }
}

function deathOf(
  person: CompiledPerson,
  key: readonly [number, number],
  path: number,
  index: number,
): number {
  if (!person.survival) return person.fixedDeathMonth;
  return Math.min(person.fixedDeathMonth, deathMonth(person.survival, lifeDraw(key, path, index)));
}
