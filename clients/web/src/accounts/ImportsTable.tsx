import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ImportFieldsFragment } from "../generated/operations.js";
import { count, instant, label } from "../look/figures.js";

/** Files, newest first, and where each stands. */
export function ImportsTable(props: {
  readonly imports: readonly (ImportFieldsFragment & { readonly accountName?: string })[];
}) {
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label="Imports, scrollable">
      <table className="plain-table figures">
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col">Account</th>
            <th scope="col">Layout</th>
            <th scope="col">State</th>
            <th scope="col" className="number">
              New rows
            </th>
            <th scope="col">When</th>
          </tr>
        </thead>
        <tbody>
          {props.imports.map((each) => (
            <tr key={each.id}>
              <td>
                <Anchor
                  className="link"
                  size="sm"
                  renderRoot={(link) => (
                    <Link to="/imports/$importId" params={{ importId: each.id }} {...link} />
                  )}
                >
                  {each.fileName}
                </Anchor>
              </td>
              <td>{each.accountName ?? "–"}</td>
              <td>{each.broker ? label(each.broker) : "–"}</td>
              <td>
                <ImportState status={each.status} />
              </td>
              <td className="number">{count(each.rowsNew)}</td>
              <td style={{ whiteSpace: "nowrap" }}>{instant(each.createdAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const TONES: Readonly<Partial<Record<ImportFieldsFragment["status"], string>>> = {
  CONFIRMED: "gain",
  FAILED: "loss",
  PREVIEW: "warn",
};

export function ImportState({ status }: { readonly status: ImportFieldsFragment["status"] }) {
  return (
    <span className="tag" data-tone={TONES[status]}>
      {status === "PREVIEW" ? "Waits for you" : label(status)}
    </span>
  );
}
