import { ArgsType, Field, ObjectType, registerEnumType } from "type-graphql";
import { DateTimeScalar, DecimalScalar } from "@wealthgraph/chassis/scalars";
import { Decimal } from "@wealthgraph/kernel/decimal";
import type { IntradayAsked, IntradayBar } from "../operations/historyPorts.js";

export const IntradayInterval = { MINUTE: "MINUTE", HOUR: "HOUR" } as const;

registerEnumType(IntradayInterval, {
  name: "IntradayInterval",
  description: "Minutes are there for about a year, hours for good.",
});

@ArgsType()
export class IntradayArgs implements IntradayAsked {
  @Field(() => DateTimeScalar)
  from!: Date;

  @Field(() => DateTimeScalar, { description: "Not included." })
  to!: Date;

  @Field(() => IntradayInterval, { defaultValue: "MINUTE" })
  interval!: IntradayAsked["interval"];
}

@ObjectType({
  description:
    "Real prices that were seen while somebody watched, as columns of one length, oldest first; simulated prices are not kept.",
})
export class IntradayBars {
  @Field(() => [DateTimeScalar], { description: "Beginning of each minute or hour." })
  times!: Date[];

  @Field(() => [DecimalScalar])
  open!: Decimal[];

  @Field(() => [DecimalScalar])
  high!: Decimal[];

  @Field(() => [DecimalScalar])
  low!: Decimal[];

  @Field(() => [DecimalScalar])
  close!: Decimal[];
}

export function intradayColumns(bars: readonly IntradayBar[]): IntradayBars {
  const column = (name: "open" | "high" | "low" | "close") =>
    bars.map((bar) => new Decimal(bar[name]));
  return {
    times: bars.map(({ at }) => at),
    open: column("open"),
    high: column("high"),
    low: column("low"),
    close: column("close"),
  };
}
