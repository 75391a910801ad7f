import { Field, ObjectType } from "type-graphql";
import { Transaction } from "./Transaction.js";

@ObjectType()
export class TransactionEdge {
  @Field(() => String)
  cursor!: string;

  @Field(() => Transaction)
  node!: Transaction;
}
