import type { DownloadGrantSigner } from "@wealthgraph/chassis/downloadGrant";
import type { ReportFilePorts } from "../operations/reportPorts.js";

/** What the resolvers of report files need as long as the process lives. */
export interface ReportServices {
  readonly ports: ReportFilePorts;
  readonly signer: DownloadGrantSigner;
}
