import { useState } from "react";
import { AccountsDocument, CreateImportDocument } from "../generated/operations.js";
import { fromBody, type Problem, problemOf } from "../graph/Problem.js";
import { useAction } from "../graph/useGraph.js";

const BYTES_MAX = 32 * 1024 * 1024;

export interface Upload {
  /** @returns the import's id when the file arrived; null: `problem` says why not */
  readonly send: (accountId: string, file: File) => Promise<string | null>;
  readonly isBusy: boolean;
  readonly problem: Problem | null;
  /** The file that did not arrive, to be sent again. */
  readonly last: File | null;
}

/** Opens an import and puts the file to its address, once; sending it again opens another. */
export function useUpload(): Upload {
  const create = useAction(CreateImportDocument, [AccountsDocument]);
  const [state, setState] = useState<{
    isBusy: boolean;
    problem: Problem | null;
    last: File | null;
  }>({
    isBusy: false,
    problem: null,
    last: null,
  });
  const send = async (accountId: string, file: File): Promise<string | null> => {
    const unfit = unfitness(file);
    if (unfit) {
      setState({ isBusy: false, problem: unfit, last: null });
      return null;
    }
    setState({ isBusy: true, problem: null, last: null });
    const created = await create.run({ input: { accountId, fileName: file.name.slice(0, 255) } });
    if (!created) {
      setState({ isBusy: false, problem: null, last: file });
      return null;
    }
    const problem = await put(created.createImport.uploadUrl, file);
    setState({ isBusy: false, problem, last: problem ? file : null });
    return problem ? null : created.createImport.import.id;
  };
  return { send, isBusy: state.isBusy, problem: create.problem ?? state.problem, last: state.last };
}

function unfitness(file: File): Problem | null {
  if (file.size === 0) return problemOf(`${file.name} is empty`, { code: "UPLOAD_EMPTY" });
  if (file.size > BYTES_MAX)
    return problemOf(`${file.name} has ${Math.ceil(file.size / 1_048_576)} MiB, 32 are allowed`, {
      code: "UPLOAD_TOO_LARGE",
    });
  return null;
}

async function put(uploadUrl: string, file: File): Promise<Problem | null> {
  try {
    const response = await fetch(uploadUrl, {
      method: "PUT",
      headers: { "content-type": "application/octet-stream" },
      body: file,
    });
    if (response.ok) return null;
    return fromBody(await response.text()) ?? problemOf("", { code: "UNAVAILABLE" });
  } catch {
    return problemOf("", { code: "UNAVAILABLE" });
  }
}
