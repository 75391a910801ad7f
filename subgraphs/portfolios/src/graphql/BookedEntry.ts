import { Field, ID, ObjectType } from "type-graphql";
import { Transaction } from "./Transaction.js";

@ObjectType({ description: "What one step booked." })
export class BookedEntry {
  @Field(() => ID)
  id!: string;

  @Field(() => [Transaction])
  transactions!: Transaction[];

  @Field(() => Boolean, {
    description: "True when the same request had been answered before: nothing was booked now.",
  })
  isRepeated!: boolean;
}
