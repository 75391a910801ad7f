import {
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  ObjectType,
  Resolver,
  Root,
} from "type-graphql";
import { toConnection } from "@wealthgraph/chassis/connection";
import { Key } from "@wealthgraph/chassis/directives";
import { DateTimeScalar } from "@wealthgraph/chassis/scalars";
import type { Broker } from "../domain/account.js";
import type { RowVerdict } from "../domain/importedRow.js";
import type {
  Account as AccountModel,
  Import as ImportModel,
  ImportStatus,
} from "../operations/ports.js";
import { Account } from "./Account.js";
import { BrokerEnum } from "./Broker.js";
import type { PortfoliosContext } from "./context.js";
import { ImportColumn } from "./ImportColumn.js";
import { ImportFailure } from "./ImportFailure.js";
import { ImportMapping } from "./ImportMapping.js";
import { ImportRowConnection } from "./ImportRowConnection.js";
import { ImportStatusEnum } from "./ImportStatus.js";
import { pageOf, rowKey, rowSlice } from "./pages.js";
import { RowVerdictEnum } from "./RowVerdict.js";

@ArgsType()
export class ImportRowsArgs {
  @Field(() => Int, { nullable: true, description: "1 to 100; 50 when absent." })
  first?: number | null;

  @Field(() => String, { nullable: true })
  after?: string | null;

  @Field(() => RowVerdictEnum, { nullable: true, description: "All rows when absent." })
  verdict?: RowVerdict | null;
}

@Key("id")
@ObjectType({ description: "One file on its way into one account." })
export class Import {
  @Field(() => ID)
  id!: string;

  @Field(() => ImportStatusEnum)
  status!: ImportStatus;

  @Field(() => BrokerEnum, { nullable: true, description: "As the layout of the file tells." })
  broker!: Broker | null;

  @Field(() => String)
  fileName!: string;

  @Field(() => Int, { description: "Records of the file, header and remarks included." })
  rowsTotal!: number;

  @Field(() => Int)
  rowsNew!: number;

  @Field(() => Int, { description: "Rows the account holds already." })
  rowsDuplicate!: number;

  @Field(() => Int)
  rowsRejected!: number;

  @Field(() => Int, { description: "Rows that hold no transaction: header, remarks, sweeps." })
  rowsInformational!: number;

  @Field(() => Int, { description: "Rejected rows that the confirmation passed over." })
  rowsSkipped!: number;

  @Field(() => Int, { description: "Of reading the file, 0 to 100." })
  progressPercent!: number;

  @Field(() => ImportFailure, { nullable: true, description: "Why a FAILED import failed." })
  failure!: ImportFailure | null;

  @Field(() => [ImportColumn], {
    nullable: true,
    description:
      "Of a file whose layout was unknown when it came: what mapImport can name. Null when nothing in it looks like columns.",
  })
  columns!: ImportColumn[] | null;

  @Field(() => ImportMapping, {
    nullable: true,
    description: "That the file is read with; null when a broker's layout reads it.",
  })
  mapping!: ImportMapping | null;

  @Field(() => DateTimeScalar)
  createdAt!: Date;

  @Field(() => Int)
  version!: number;
}

@Resolver(() => Import)
export class ImportFields {
  @FieldResolver(() => Account)
  account(
    @Root() { accountId }: ImportModel,
    @Ctx() context: PortfoliosContext,
  ): Promise<AccountModel | null> {
    return context.accountById.load(accountId);
  }

  @FieldResolver(() => ImportRowConnection, { description: "By line." })
  async rows(
    @Root() { id }: ImportModel,
    @Args(() => ImportRowsArgs) { first, after, verdict }: ImportRowsArgs,
    @Ctx() context: PortfoliosContext,
  ): Promise<ImportRowConnection> {
    const slice = rowSlice(first, after);
    const found = await context.rowsOfImport({ importId: id, verdict: verdict ?? null, slice });
    // the connection carries models; the types' own resolvers read them
    return toConnection(pageOf(found, slice), rowKey, after) as never;
  }
}
