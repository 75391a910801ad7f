import { Field, ID, ObjectType } from "type-graphql";
import { External, Key } from "@wealthgraph/chassis/directives";
import { CalendarDateScalar } from "@wealthgraph/chassis/scalars";
import type { CalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Account } from "./Account.js";
import { Instrument } from "./Instrument.js";
import { Lot } from "./Lot.js";

/** Owned by portfolios; tax reads it with a portfolio. */
@Key("id", { resolvable: false })
@ObjectType()
export class Position {
  @Field(() => ID)
  id!: string;

  @External()
  @Field(() => Account)
  account!: Account;

  @External()
  @Field(() => Instrument)
  instrument!: Instrument;

  @External()
  @Field(() => [CalendarDateScalar])
  reinvestedOn!: CalendarDate[];

  @External()
  @Field(() => [Lot])
  lots!: Lot[];
}
