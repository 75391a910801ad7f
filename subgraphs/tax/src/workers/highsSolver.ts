import loadHighs, { type Highs, type ModelData } from "highs";
import type {
  LinearProgramme,
  Solve,
  Solved,
  SolveLimits,
  SolveStatus,
} from "../domain/optimisation/linearProgramme.js";

/** Between values that count as the same: HiGHS' own tolerance of feasibility is 1e-7. */
const RELATIVE_GAP = 0.0001;

/**
 * Loads HiGHS (WebAssembly, one thread); takes some 40 ms, each solve after it is warm.
 *
 * Every programme is passed as arrays and freed at once: nothing of it stays in the solver.
 *
 * @see https://highs.dev (HiGHS 1.15)
 */
export async function openHighsSolver(): Promise<Solve> {
  // the package's types are those of its CommonJS build; the module's default is the loader itself
  const load = loadHighs as unknown as typeof loadHighs.default;
  const highs = await load();
  return (programme, limits) => solveWith(highs, programme, limits);
}

function solveWith(highs: Highs, programme: LinearProgramme, limits: SolveLimits): Solved {
  const isMixed = programme.variables.some((v) => v.isInteger);
  return highs.withModel(modelOf(highs, programme), (model) => {
    model.options.set({
      output_flag: false,
      time_limit: limits.seconds,
      mip_rel_gap: limits.relativeGap ?? RELATIVE_GAP,
    });
    model.run();
    const status = statusOf(highs, model.getModelStatus());
    const hasSolution = model.info.get("primal_solution_status") === FEASIBLE;
    const values = hasSolution ? [...model.getSolution().colValue] : null;
    const objective = values ? model.getObjectiveValue() : null;
    const dual = isMixed ? Number(model.info.get("mip_dual_bound")) : null;
    const isProven = status === "OPTIMAL" && !isMixed;
    const bound = isProven ? objective : finite(dual);
    return { status, values, objective, bound };
  });
}

const FEASIBLE = 2; // kSolutionStatusFeasible of the C API

const finite = (value: number | null): number | null =>
  value !== null && Number.isFinite(value) ? value : null;

function statusOf({ constants }: Highs, code: number): SolveStatus {
  const { modelStatus: is } = constants;
  switch (code) {
    case is.optimal:
    case is.empty:
      return "OPTIMAL";
    case is.infeasible:
      return "INFEASIBLE";
    // our programmes have bounded objectives: what is one of the two is infeasible
    case is.unboundedOrInfeasible:
      return "INFEASIBLE";
    case is.unbounded:
      return "UNBOUNDED";
    case is.timeLimit:
      return "TIME_LIMIT";
    default:
      return "FAILED";
  }
}

/** Rows in compressed form. */
function modelOf({ constants }: Highs, { variables, constraints }: LinearProgramme): ModelData {
  const starts = [0];
  for (const { terms } of constraints) starts.push((starts.at(-1) ?? 0) + terms.length);
  const terms = constraints.flatMap((c) => c.terms);
  const { integer, continuous } = constants.variableType;
  const isMixed = variables.some((v) => v.isInteger);
  return {
    numCols: variables.length,
    numRows: constraints.length,
    sense: constants.objectiveSense.maximize,
    colCost: variables.map((v) => v.worth),
    colLower: variables.map((v) => v.lower),
    colUpper: variables.map((v) => v.upper),
    rowLower: constraints.map((c) => c.lower),
    rowUpper: constraints.map((c) => c.upper),
    matrix: {
      format: "csr",
      numRows: constraints.length,
      numCols: variables.length,
      starts,
      indices: terms.map((t) => t.variable),
      values: terms.map((t) => t.times),
    },
    ...(isMixed ? { integrality: variables.map((v) => (v.isInteger ? integer : continuous)) } : {}),
  };
}
