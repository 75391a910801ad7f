import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { entry, symmetric, zeroVector } from "../estimation/matrix.js";
import { dot, type LinearConstraint, QuadraticProgram } from "./quadraticProgram.js";

const atLeast = (normal: number[], bound: number): LinearConstraint => ({
  name: "",
  normal,
  bound,
  isEquality: false,
});
const equal = (normal: number[], bound: number): LinearConstraint => ({
  ...atLeast(normal, bound),
  isEquality: true,
});

function solved(hessian: number[][], linear: number[], constraints: LinearConstraint[]) {
  const answer = QuadraticProgram.of(hessian)?.solve(linear, constraints);
  if (!answer || !("x" in answer)) throw new Error("no solution");
  return answer;
}

const IDENTITY = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

describe("QuadraticProgram", () => {
  // the worked example of the manual of R's quadprog (solve.QP)
  it("has the solution of the quadprog manual", () => {
    const { x, multipliers } = solved(
      IDENTITY,
      [0, 5, 0],
      [atLeast([-4, -3, 0], -8), atLeast([2, 1, 0], 2), atLeast([0, -2, 1], 0)],
    );
    expect(x.map((v) => v.toFixed(7))).toEqual(["0.4761905", "1.0476190", "2.0952381"]);
    expect(multipliers.map((v) => v.toFixed(7))).toEqual(["0.0000000", "0.2380952", "2.0952381"]);
  });

  it("says which constraint cannot hold with the others", () => {
    const programme = QuadraticProgram.of(IDENTITY);
    const constraints = [equal([1, 1, 1], 1), atLeast([-1, -1, -1], -0.5)];
    expect(programme?.solve([0, 0, 0], constraints)).toEqual({ infeasible: 1 });
    expect(programme?.solve([0, 0, 0], [equal([1, 1, 1], 1), equal([2, 2, 2], 3)])).toEqual({
      infeasible: 1,
    });
  });

  it("takes an equality that others imply as kept", () => {
    const { x } = solved(IDENTITY, [0, 0, 0], [equal([1, 1, 1], 1), equal([2, 2, 2], 2)]);
    for (const v of x) expect(v).toBeCloseTo(1 / 3, 12);
  });

  it("is nothing for a Hessian that is not positive definite, whatever its unit", () => {
    const singular = [
      [1, 1],
      [1, 1],
    ];
    expect(QuadraticProgram.of(singular)).toBeNull();
    expect(QuadraticProgram.of([[1e-14]])).not.toBeNull();
  });

  it("meets the Karush-Kuhn-Tucker conditions of random programmes", () => {
    const size = fc.integer({ min: 2, max: 9 });
    const value = fc.integer({ min: -64, max: 64 }).map((v) => v / 64);
    const rows = (count: number, length: number) =>
      fc.array(fc.array(value, { minLength: length, maxLength: length }), {
        minLength: count,
        maxLength: count,
      });
    const problem = size.chain((n) =>
      fc.record({
        root: rows(n, n),
        linear: fc.array(value, { minLength: n, maxLength: n }),
        inside: fc.array(value, { minLength: n, maxLength: n }),
        normals: rows(2 * n, n),
        slacks: fc.array(
          fc.integer({ min: 0, max: 32 }).map((v) => v / 64),
          {
            minLength: 2 * n,
            maxLength: 2 * n,
          },
        ),
      }),
    );
    fc.assert(
      fc.property(problem, ({ root, linear, inside, normals, slacks }) => {
        const n = linear.length;
        const hessian = symmetric(
          n,
          (i, j) => dot(root[i] ?? [], root[j] ?? []) + (i === j ? 0.1 : 0),
        );
        // every constraint holds at `inside`, so the programme is feasible; the first is an equality
        const constraints = normals
          .filter((normal) => dot(normal, normal) > 0.01)
          .map((normal, i) =>
            i === 0
              ? equal(normal, dot(normal, inside))
              : atLeast(normal, dot(normal, inside) - (slacks[i] ?? 0)),
          );
        const { x, multipliers } = solved(hessian, linear, constraints);
        const pull = zeroVector(n);
        for (const [i, { normal, bound, isEquality }] of constraints.entries()) {
          const slack = dot(normal, x) - bound;
          const multiplier = multipliers[i] ?? 0;
          for (let k = 0; k < n; k++) pull[k] = (pull[k] ?? 0) + multiplier * (normal[k] ?? 0);
          if (isEquality) expect(Math.abs(slack)).toBeLessThan(1e-9);
          else {
            expect(slack).toBeGreaterThan(-1e-9);
            expect(multiplier).toBeGreaterThan(-1e-12);
            expect(Math.abs(multiplier * slack)).toBeLessThan(1e-8);
          }
        }
        for (let i = 0; i < n; i++) {
          let gradient = -(linear[i] ?? 0);
          for (let j = 0; j < n; j++) gradient += entry(hessian, i, j) * (x[j] ?? 0);
          expect(gradient - (pull[i] ?? 0)).toBeCloseTo(0, 7);
        }
      }),
      { numRuns: 300 },
    );
  });
});
