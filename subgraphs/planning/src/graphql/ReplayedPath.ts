import {
  Field,
  FieldResolver,
  Float,
  Int,
  ObjectType,
  registerEnumType,
  Resolver,
  Root,
} from "type-graphql";
import { LEDGER } from "../domain/plan/ledger.js";
import type { PathYear as PathYearModel } from "../domain/plan/planSimulation.js";

const LedgerLineEnum = Object.fromEntries(LEDGER.map((name) => [name, name]));
registerEnumType(LedgerLineEnum, {
  name: "PlanLedgerLine",
  description:
    "WAGES to GROWTH come in, SPENDING to TRADING_COSTS go out: their difference is the change of wealth. SHORTFALL is what was not paid; CONTRIBUTIONS and WITHDRAWALS move within.",
});

@ObjectType()
export class PlanLedgerEntry {
  @Field(() => LedgerLineEnum)
  line!: string;

  @Field(() => Float, { description: "USD of the year." })
  amount!: number;
}

@ObjectType({ description: "One year of one path." })
export class PathYear {
  @Field(() => Int)
  year!: number;

  @Field(() => Float, { description: "At its end; 1 today." })
  priceLevel!: number;

  @Field(() => Float, { description: "Time-weighted, a fraction." })
  portfolioReturn!: number;

  @Field(() => Int)
  livingPeople!: number;

  @Field(() => [Float], { description: "USD at its end, in the order of the accounts." })
  balances!: readonly number[];
}

@Resolver(() => PathYear)
export class PathYearFields {
  @FieldResolver(() => [PlanLedgerEntry])
  entries(@Root() year: PathYearModel): PlanLedgerEntry[] {
    return LEDGER.map((line) => ({ line, amount: year.lines[line] }));
  }
}

@ObjectType({ description: "One path again, from the frozen inputs." })
export class ReplayedPath {
  @Field(() => Int)
  path!: number;

  @Field(() => [String], { description: "Names of the accounts." })
  accounts!: readonly string[];

  @Field(() => [PathYear])
  years!: readonly PathYear[];
}
