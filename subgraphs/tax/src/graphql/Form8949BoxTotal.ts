import { Field, ObjectType } from "type-graphql";
import { Form8949BoxEnum } from "./Form8949Box.js";
import type { Form8949Box } from "../domain/reports/form8949.js";
import { Form8949Total } from "./Form8949Total.js";

@ObjectType()
export class Form8949BoxTotal {
  @Field(() => Form8949BoxEnum)
  box!: Form8949Box;

  @Field(() => Form8949Total)
  total!: Form8949Total;
}
