import { registerEnumType } from "type-graphql";
import { SECTORS, type Sector as SectorModel } from "../domain/sector.js";

export const Sector = Object.fromEntries(SECTORS.map((sector) => [sector, sector])) as {
  readonly [Name in SectorModel]: Name;
};

registerEnumType(Sector, { name: "Sector", description: "What a company does." });
