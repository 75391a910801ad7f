import { Field, ObjectType, registerEnumType } from "type-graphql";
import type { StateCliff } from "../domain/states/stateReturn.js";

type Direction = StateCliff["direction"];

const StateTaxCliffDirectionEnum: Readonly<Record<Direction, Direction>> = {
  UP: "UP",
  DOWN: "DOWN",
};

registerEnumType(StateTaxCliffDirectionEnum, {
  name: "StateTaxCliffDirection",
  description: "Where the tax jumps when income rises by a dollar.",
});

@ObjectType({
  description: "A rule of the state by which one dollar can move the tax by more than its rate.",
})
export class StateTaxCliff {
  @Field(() => String, { description: "Stable code of the rule." })
  code!: string;

  @Field(() => String)
  label!: string;

  @Field(() => StateTaxCliffDirectionEnum)
  direction!: Direction;
}
