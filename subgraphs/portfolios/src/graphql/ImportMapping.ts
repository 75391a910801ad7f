import { Field, FieldResolver, ID, ObjectType, Resolver, Root } from "type-graphql";
import type {
  AmountSign,
  DateForm,
  ImportMapping as MappingModel,
  MappedColumns as MappedColumnsModel,
  MappedEffect,
  MappedWords as MappedWordsModel,
  NumberStyle,
} from "../domain/importMapping.js";
import type { SaleSign } from "../domain/rowEffect.js";
import type { StoredMapping } from "../operations/ports.js";
import {
  AmountSignEnum,
  DateFormEnum,
  MappedEffectEnum,
  NumberStyleEnum,
  SaleSignEnum,
} from "./mappingEnums.js";

@ObjectType({
  description: "Names of the columns that are read; null for what the file does not have.",
})
export class MappedColumns {
  @Field(() => String, { description: "When it was traded." })
  date!: string;

  @Field(() => String, { description: "What happened: see effects." })
  action!: string;

  @Field(() => String, { nullable: true })
  symbol!: string | null;

  @Field(() => String, { nullable: true })
  isin!: string | null;

  @Field(() => String, { nullable: true })
  units!: string | null;

  @Field(() => String, { nullable: true, description: "Of one unit." })
  price!: string | null;

  @Field(() => String, { nullable: true, description: "What moved on the account." })
  amount!: string | null;

  @Field(() => String, { nullable: true })
  fees!: string | null;

  @Field(() => String, { nullable: true, description: "Code of three letters." })
  currency!: string | null;

  @Field(() => String, { nullable: true })
  description!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The broker's own number of the row: it tells a row from its repetition.",
  })
  rowId!: string | null;
}

@ObjectType({ description: "Words of the action column that mean the same." })
export class MappedWords {
  @Field(() => MappedEffectEnum)
  effect!: MappedEffect;

  @Field(() => [String], { description: "Whole texts, compared without case." })
  words!: readonly string[];
}

@ObjectType({
  description: "What the columns and words of a CSV mean that no broker's layout covers.",
})
export class ImportMapping {
  @Field(() => DateFormEnum)
  dateForm!: DateForm;

  @Field(() => NumberStyleEnum)
  numberStyle!: NumberStyle;

  @Field(() => SaleSignEnum)
  saleSign!: SaleSign;

  @Field(() => AmountSignEnum)
  amountSign!: AmountSign;

  @Field(() => Boolean, {
    description: "False when the fees of a row come on top of its amount.",
  })
  amountIncludesFees!: boolean;

  @Field(() => String, {
    nullable: true,
    description: "Of rows without a currency of their own.",
  })
  defaultCurrency!: string | null;

  @Field(() => String)
  name!: string;

  @Field(() => [String], {
    description: "The column names by which a file is known to be meant, in any order.",
  })
  header!: readonly string[];

  @Field(() => MappedColumns)
  columns!: MappedColumnsModel;

  @Field(() => [MappedWords])
  effects!: readonly MappedWordsModel[];
}

/** A mapping that a household keeps. */
@ObjectType({
  description: "A mapping that a household keeps for the next file with the same columns.",
})
export class RememberedMapping {
  @Field(() => ID)
  id!: string;
}

@Resolver(() => RememberedMapping)
export class RememberedMappingFields {
  @FieldResolver(() => ImportMapping)
  mapping(@Root() { mapping }: StoredMapping): MappingModel {
    return mapping;
  }
}
