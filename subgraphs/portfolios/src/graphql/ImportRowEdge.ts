import { Field, ObjectType } from "type-graphql";
import { ImportRow } from "./ImportRow.js";

@ObjectType()
export class ImportRowEdge {
  @Field(() => String)
  cursor!: string;

  @Field(() => ImportRow)
  node!: ImportRow;
}
