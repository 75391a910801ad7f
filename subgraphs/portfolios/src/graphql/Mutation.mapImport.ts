import { Arg, Ctx, Field, ID, InputType, Mutation, Resolver } from "type-graphql";
import { Authenticated, RequiresScopes } from "@wealthgraph/chassis/directives";
import type {
  AmountSign,
  DateForm,
  MappedEffect,
  MappingDraft,
  NumberStyle,
} from "../domain/importMapping.js";
import type { SaleSign } from "../domain/rowEffect.js";
import { mapImport } from "../operations/mapImport.js";
import type { Import as ImportModel } from "../operations/ports.js";
import type { PortfoliosContext } from "./context.js";
import { Import } from "./Import.js";
import {
  AmountSignEnum,
  DateFormEnum,
  MappedEffectEnum,
  NumberStyleEnum,
  SaleSignEnum,
} from "./mappingEnums.js";

@InputType({ description: "Names of the file's columns, in any case." })
export class MappedColumnsInput {
  @Field(() => String, { description: "When it was traded." })
  date!: string;

  @Field(() => String, { description: "What happened: see effects." })
  action!: string;

  @Field(() => String, { nullable: true })
  symbol?: string | null;

  @Field(() => String, { nullable: true })
  isin?: string | null;

  @Field(() => String, { nullable: true })
  units?: string | null;

  @Field(() => String, { nullable: true, description: "Of one unit." })
  price?: string | null;

  @Field(() => String, { nullable: true, description: "What moved on the account." })
  amount?: string | null;

  @Field(() => String, { nullable: true })
  fees?: string | null;

  @Field(() => String, { nullable: true, description: "Code of three letters." })
  currency?: string | null;

  @Field(() => String, { nullable: true })
  description?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The broker's own number of the row: it tells a row from its repetition.",
  })
  rowId?: string | null;
}

@InputType()
export class MappedWordsInput {
  @Field(() => MappedEffectEnum)
  effect!: MappedEffect;

  @Field(() => [String], { description: "Whole texts of the action column, in any case." })
  words!: string[];
}

@InputType()
export class ImportMappingInput {
  @Field(() => String, { description: "1 to 100 characters, to know it by." })
  name!: string;

  @Field(() => MappedColumnsInput, {
    description: "Needs amount, or both units and price.",
  })
  columns!: MappedColumnsInput;

  @Field(() => DateFormEnum)
  dateForm!: DateForm;

  @Field(() => NumberStyleEnum)
  numberStyle!: NumberStyle;

  @Field(() => SaleSignEnum)
  saleSign!: SaleSign;

  @Field(() => AmountSignEnum, { nullable: true, description: "SIGNED when absent." })
  amountSign?: AmountSign | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "False when the fees of a row come on top of its amount; true when absent.",
  })
  amountIncludesFees?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: "Of rows without a currency of their own; needed when no column has it.",
  })
  defaultCurrency?: string | null;

  @Field(() => [MappedWordsInput], { description: "Rows with other words are rejected by name." })
  effects!: MappedWordsInput[];
}

@InputType()
export class MapImportInput {
  @Field(() => ID)
  importId!: string;

  @Field(() => ImportMappingInput)
  mapping!: ImportMappingInput;

  @Field(() => Boolean, {
    nullable: true,
    description: "True to read the household's next file with the same columns in the same way.",
  })
  remember?: boolean | null;
}

function columnsFrom(columns: MappedColumnsInput): MappingDraft["columns"] {
  const { symbol, isin, units, price, amount, fees, currency, description, rowId } = columns;
  return {
    date: columns.date,
    action: columns.action,
    symbol: symbol ?? null,
    isin: isin ?? null,
    units: units ?? null,
    price: price ?? null,
    amount: amount ?? null,
    fees: fees ?? null,
    currency: currency ?? null,
    description: description ?? null,
    rowId: rowId ?? null,
  };
}

function draftFrom({ columns, ...mapping }: ImportMappingInput): MappingDraft {
  return {
    ...mapping,
    columns: columnsFrom(columns),
    amountSign: mapping.amountSign ?? "SIGNED",
    amountIncludesFees: mapping.amountIncludesFees ?? true,
    defaultCurrency: mapping.defaultCurrency ?? null,
  };
}

@Resolver()
export class MapImportMutation {
  @Authenticated()
  @RequiresScopes("write")
  @Mutation(() => Import, {
    description:
      "Reads a file whose layout is unknown as the mapping says; its status goes back to PARSING. Again while it is a PREVIEW, until its file is forgotten.",
  })
  mapImport(
    @Arg("input", () => MapImportInput) { importId, mapping, remember }: MapImportInput,
    @Ctx() { services, viewer }: PortfoliosContext,
  ): Promise<ImportModel> {
    return mapImport(services, viewer, {
      importId,
      mapping: draftFrom(mapping),
      remember: remember ?? false,
    });
  }
}
