import { registerEnumType } from "type-graphql";
import { BROKERS } from "../domain/account.js";

/** A broker whose exports can be imported. */
export const BrokerEnum = Object.fromEntries(BROKERS.map((value) => [value, value])) as {
  readonly [Value in (typeof BROKERS)[number]]: Value;
};

registerEnumType(BrokerEnum, {
  name: "Broker",
  description: "A broker whose exports can be imported.",
});
