import "./noMetadata.js";
import { GraphQLScalarType, Kind, type ValueNode } from "graphql";
import { Field, InputType, ObjectType } from "type-graphql";
import { type CalendarDate, parseCalendarDate } from "@wealthgraph/kernel/calendarDate";
import { Decimal, type DecimalValue, parseDecimal } from "@wealthgraph/kernel/decimal";
import type { Money as MoneyModel } from "@wealthgraph/kernel/money";
import { Refusal } from "@wealthgraph/kernel/refusal";
import { Shareable } from "./directives.js";

function textScalar<Internal>(options: {
  readonly name: string;
  readonly description: string;
  readonly parse: (text: string) => Internal | null;
  readonly print: (value: unknown) => string;
}): GraphQLScalarType<Internal, string> {
  const read = (value: unknown): Internal => {
    const parsed = typeof value === "string" ? options.parse(value) : null;
    if (parsed === null) {
      throw new Refusal("BAD_INPUT", `not a ${options.name}: ${options.description}`);
    }
    return parsed;
  };
  return new GraphQLScalarType<Internal, string>({
    name: options.name,
    description: options.description,
    serialize: options.print,
    parseValue: read,
    parseLiteral: (node: ValueNode) => read(node.kind === Kind.STRING ? node.value : undefined),
  });
}

/** Exact decimal; kernel `Decimal` inside, plain text on the wire. */
export const DecimalScalar = textScalar<Decimal>({
  name: "Decimal",
  description: 'An exact decimal as text, for example "1234.56"; no exponent.',
  parse: parseDecimal,
  print: (value) => new Decimal(value as DecimalValue).toFixed(),
});

/** Calendar date without a time zone; kernel `CalendarDate` inside. */
export const CalendarDateScalar = textScalar<CalendarDate>({
  name: "CalendarDate",
  description: 'A date without a time zone, for example "2024-02-29".',
  parse: parseCalendarDate,
  print: (value) => String(value),
});

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** Instant; JavaScript `Date` inside, UTC text on the wire. */
export const DateTimeScalar = textScalar<Date>({
  name: "DateTime",
  description: 'An instant in UTC, for example "2024-02-29T14:30:00.000Z".',
  parse: (text) => {
    const instant = INSTANT.test(text) ? new Date(text) : null;
    return instant && !Number.isNaN(instant.getTime()) ? instant : null;
  },
  print: (value) => new Date(value as Date | string).toISOString(),
});

/** An exact amount of one currency. */
@Shareable()
@ObjectType({ description: "An exact amount of one currency." })
export class Money implements MoneyModel {
  @Field(() => DecimalScalar, { description: "In major units (dollars, not cents)." })
  amount!: Decimal;

  @Field(() => String, { description: "ISO 4217 code, for example USD." })
  currency!: string;
}

@InputType({ description: "An exact amount of one currency." })
export class MoneyInput {
  @Field(() => DecimalScalar, { description: "In major units (dollars, not cents)." })
  amount!: Decimal;

  @Field(() => String, { description: "ISO 4217 code, for example USD." })
  currency!: string;
}
