import { registerEnumType } from "type-graphql";
import type { Sex as SexModel } from "../domain/person.js";

export const Sex = { FEMALE: "FEMALE", MALE: "MALE" } as const satisfies Record<SexModel, SexModel>;

registerEnumType(Sex, {
  name: "Sex",
  description: "As life tables know it.",
});
