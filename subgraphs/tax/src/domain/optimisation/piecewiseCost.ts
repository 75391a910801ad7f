import { oneOfEach, type ProgrammeBuilder } from "./linearProgramme.js";

/** A cost that is linear between points. */
export interface PiecewiseCost {
  readonly at: readonly number[]; // rising
  readonly costs: readonly number[]; // one for each point
}

const SLOPE_NOISE = 1e-4; // a rate that falls by less is the table's own error

/**
 * The stretches on which rates never fall, first and last point of each; together they cover the
 * cost. A cliff is the end of one.
 */
export function convexStretches({
  at,
  costs,
}: PiecewiseCost): readonly (readonly [number, number])[] {
  const stretches: [number, number][] = [];
  let from = 0;
  let before = -Infinity;
  for (let node = 1; node < at.length; node += 1) {
    const width = (at[node] ?? 0) - (at[node - 1] ?? 0);
    const slope = ((costs[node] ?? 0) - (costs[node - 1] ?? 0)) / width;
    if (slope < before - SLOPE_NOISE) {
      stretches.push([from, node - 1]);
      from = node - 1;
    }
    before = slope;
  }
  stretches.push([from, at.length - 1]);
  return stretches;
}

/** The weight of one point: a place between two points is a mix of both. */
export interface PointWeight {
  readonly variable: number;
  readonly node: number; // its index in the cost
}

/**
 * Lets a programme choose one place of a cost: weights of points that sum to 1, all in one stretch,
 * which is a binary choice where there are several.
 *
 * @param of the cost, and the price of a dollar of it in the objective
 */
export function choosePoint(
  programme: ProgrammeBuilder,
  name: string,
  of: PiecewiseCost & { readonly price: number },
): readonly PointWeight[] {
  const stretches = convexStretches(of);
  const isOnly = stretches.length === 1;
  const points: PointWeight[] = [];
  const chosen = stretches.map(([from, to], s) => {
    const stretch = programme.variable(`${name}, stretch ${s}`, {
      lower: isOnly ? 1 : 0,
      upper: 1,
      isInteger: !isOnly,
    });
    const weights: number[] = [];
    for (let node = from; node <= to; node += 1) {
      const worth = -of.price * (of.costs[node] ?? 0);
      const variable = programme.variable(`${name}, point ${s}.${node}`, { worth });
      weights.push(variable);
      points.push({ variable, node });
    }
    programme.equate(
      `${name}, weights ${s}`,
      [...oneOfEach(weights), { variable: stretch, times: -1 }],
      0,
    );
    return stretch;
  });
  programme.equate(`${name}, one stretch`, oneOfEach(chosen), 1);
  return points;
}
