import type { CompiledPerson } from "./compiledPlan.js";
import {
  firstBenefitMonth,
  ownBenefit,
  spouseExcess,
  survivorBenefit,
  survivorFactor,
} from "./socialSecurity.js";

interface Record {
  readonly own: number;
  readonly first: number;
  readonly excess: number;
}

/**
 * Social Security of one or two people along one path, in today's money: own benefits, the spouse's on
 * top once both have claimed, and the survivor's, claimed at once from 60 on. The earnings test and
 * children's benefits are not modelled.
 */
export class Benefits {
  readonly #people: readonly CompiledPerson[];
  readonly #records: readonly Record[];
  readonly #bothFrom: number;
  #survivor = -1;
  #survivorAmount = 0;
  #survivorFrom = 0;

  constructor(people: readonly CompiledPerson[]) {
    this.#people = people;
    this.#records = people.map(({ benefits: mine }, i) => {
      const partner = people[1 - i]?.benefits;
      return {
        own: mine ? ownBenefit(mine) : 0,
        first: mine ? firstBenefitMonth(mine) : Number.POSITIVE_INFINITY,
        excess: mine && partner ? spouseExcess(mine, partner) : 0,
      };
    });
    this.#bothFrom = Math.max(...this.#records.map((record) => record.first));
  }

  reset(): void {
    this.#survivor = -1;
    this.#survivorAmount = 0;
  }

  /** The other person is left; 0 from the deceased without a record. */
  widow(survivor: number, deathMonth: number): void {
    this.#survivor = survivor;
    const mine = this.#people[survivor];
    const theirs = this.#people[1 - survivor]?.benefits;
    if (!mine?.benefits || !theirs) return;
    let month = deathMonth;
    if (survivorFactor(mine.ageMonths + month, mine.benefits.survivorFullAgeMonths) === 0) {
      month = 60 * 12 - mine.ageMonths;
    }
    this.#survivorFrom = month;
    this.#survivorAmount = survivorBenefit(mine.benefits, theirs, { deathMonth, month });
  }

  /** Benefits of the month of all who live. */
  of(month: number): number {
    if (this.#survivor >= 0) {
      const record = this.#records[this.#survivor];
      const own = record && month >= record.first ? record.own : 0;
      return Math.max(own, month >= this.#survivorFrom ? this.#survivorAmount : 0);
    }
    let sum = 0;
    for (const { own, first, excess } of this.#records) {
      if (month >= first) sum += own;
      if (month >= this.#bothFrom) sum += excess;
    }
    return sum;
  }
}
