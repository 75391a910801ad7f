import { Arg, Ctx, Field, FieldResolver, ID, Int, ObjectType, Resolver, Root } from "type-graphql";
import { decodeCursor, pageSize, toConnection } from "@wealthgraph/chassis/connection";
import { External, Key, Requires } from "@wealthgraph/chassis/directives";
import { DecimalScalar } from "@wealthgraph/chassis/scalars";
import { requireHousehold } from "@wealthgraph/chassis/viewer";
import type { Decimal } from "@wealthgraph/kernel/decimal";
import type { CapitalGainsReport as ReportModel } from "../domain/reports/capitalGainsReport.js";
import { buildReport } from "../operations/buildReport.js";
import { toReportRequest } from "../operations/reportRequest.js";
import type { ReportReference } from "./CapitalGainsReport.reference.js";
import type { TaxContext } from "./context.js";
import { Disposal } from "./Disposal.js";
import { DISPOSAL_FIELDS, toYearOfDisposals } from "./disposalReference.js";
import { Form8949BoxTotal } from "./Form8949BoxTotal.js";
import { Form8949RowConnection } from "./Form8949RowConnection.js";
import { Form8949RowWithoutBasis } from "./Form8949RowWithoutBasis.js";
import { OpenWashSale } from "./OpenWashSale.js";
import { ScheduleD } from "./ScheduleD.js";

@Key("id")
@ObjectType({
  description: "Form 8949 and Schedule D of a year's disposals. Informational only, not advice.",
})
export class CapitalGainsReport {
  @Field(() => ID, { description: "Says which year, and how the report is made." })
  id!: string;

  @External()
  @Field(() => [Disposal])
  disposals!: Disposal[];

  @External()
  @Field(() => DecimalScalar)
  capitalGainDistributions!: string;
}

@Resolver(() => CapitalGainsReport)
export class CapitalGainsReportFields {
  readonly #made = new WeakMap<ReportReference, Promise<ReportModel>>();
  readonly #clock: () => Date;

  constructor(clock: () => Date = () => new Date()) {
    this.#clock = clock;
  }

  @FieldResolver(() => Int)
  year(@Root() { id }: ReportReference): number {
    return toReportRequest(id).year;
  }

  @Requires(DISPOSAL_FIELDS)
  @FieldResolver(() => Form8949RowConnection, {
    description: "By box, then day of sale, then symbol.",
  })
  async rows(
    @Root() reference: ReportReference,
    @Arg("first", () => Int, { nullable: true }) first: number | null,
    @Arg("after", () => String, { nullable: true }) after: string | null,
    @Ctx() context: TaxContext,
  ): Promise<Form8949RowConnection> {
    const size = pageSize(first);
    const start = Number(decodeCursor(after, 1)?.[0] ?? -1) + 1;
    const { form } = await this.#report(reference, context);
    const nodes = form.rows.slice(start, start + size).map((row, i) => ({ ...row, at: start + i }));
    const hasNextPage = start + size < form.rows.length;
    // rows are numbered: a report is made anew for each request, in one order
    return toConnection({ nodes, hasNextPage }, ({ at }) => [at], after) as Form8949RowConnection;
  }

  @Requires(DISPOSAL_FIELDS)
  @FieldResolver(() => [Form8949BoxTotal], { description: "Of boxes that have rows." })
  async totals(
    @Root() reference: ReportReference,
    @Ctx() context: TaxContext,
  ): Promise<readonly Form8949BoxTotal[]> {
    return (await this.#report(reference, context)).form.totals;
  }

  @Requires(DISPOSAL_FIELDS)
  @FieldResolver(() => [Form8949RowWithoutBasis], { description: "In no total." })
  async withoutBasis(
    @Root() reference: ReportReference,
    @Ctx() context: TaxContext,
  ): Promise<readonly Form8949RowWithoutBasis[]> {
    return (await this.#report(reference, context)).form.withoutBasis;
  }

  @Requires(DISPOSAL_FIELDS)
  @FieldResolver(() => ScheduleD)
  async scheduleD(
    @Root() reference: ReportReference,
    @Ctx() context: TaxContext,
  ): Promise<ScheduleD> {
    return (await this.#report(reference, context)).scheduleD;
  }

  @Requires(DISPOSAL_FIELDS)
  @FieldResolver(() => [OpenWashSale])
  async openWashSales(
    @Root() reference: ReportReference,
    @Ctx() context: TaxContext,
  ): Promise<readonly OpenWashSale[]> {
    return (await this.#report(reference, context)).openWashSales;
  }

  @Requires(DISPOSAL_FIELDS)
  @FieldResolver(() => Boolean, { description: "False while rows lack a basis." })
  async isComplete(
    @Root() reference: ReportReference,
    @Ctx() context: TaxContext,
  ): Promise<boolean> {
    return (await this.#report(reference, context)).isComplete;
  }

  @Requires(DISPOSAL_FIELDS)
  @FieldResolver(() => DecimalScalar, {
    description: "Losses that a replacement in a sheltered account took for good; USD.",
  })
  async permanentLoss(
    @Root() reference: ReportReference,
    @Ctx() context: TaxContext,
  ): Promise<Decimal> {
    return (await this.#report(reference, context)).permanentLoss;
  }

  @Requires(DISPOSAL_FIELDS)
  @FieldResolver(() => [String])
  async assumptions(
    @Root() reference: ReportReference,
    @Ctx() context: TaxContext,
  ): Promise<readonly string[]> {
    return (await this.#report(reference, context)).assumptions;
  }

  /** Made once for all fields of one report in one request. */
  #report(reference: ReportReference, context: TaxContext): Promise<ReportModel> {
    const known = this.#made.get(reference);
    if (known) return known;
    const made = this.#make(reference, context);
    this.#made.set(reference, made);
    return made;
  }

  async #make(reference: ReportReference, context: TaxContext): Promise<ReportModel> {
    const request = toReportRequest(reference.id);
    const { householdId, year } = request;
    requireHousehold(context.viewer, householdId, "read");
    const profile = await context.taxProfileByKey.load({ householdId, year });
    return buildReport(request, toYearOfDisposals(reference), profile, this.#clock());
  }
}
