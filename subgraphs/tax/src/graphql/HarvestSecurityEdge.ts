import { Field, ObjectType } from "type-graphql";
import { HarvestSecurity } from "./HarvestSecurity.js";

@ObjectType()
export class HarvestSecurityEdge {
  @Field(() => String)
  cursor!: string;

  @Field(() => HarvestSecurity)
  node!: HarvestSecurity;
}
