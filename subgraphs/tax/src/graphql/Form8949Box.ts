import { registerEnumType } from "type-graphql";
import type { Form8949Box } from "../domain/reports/form8949.js";

export const Form8949BoxEnum: Readonly<Record<Form8949Box, Form8949Box>> = {
  A: "A",
  B: "B",
  C: "C",
  D: "D",
  E: "E",
  F: "F",
  G: "G",
  H: "H",
  I: "I",
  J: "J",
  K: "K",
  L: "L",
};

registerEnumType(Form8949BoxEnum, {
  name: "Form8949Box",
  description:
    "A to C short-term: basis reported, not reported, no form; D to F long-term; G to I and J to L the same of digital assets since 2025.",
});
