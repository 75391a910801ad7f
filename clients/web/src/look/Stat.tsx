import { Skeleton } from "@mantine/core";
import type { ReactNode } from "react";
import { Explain } from "./Explain.js";

/** A headline figure with its explanation. */
export function Stat(props: {
  readonly label: string;
  readonly explanation: ReactNode;
  readonly isHero?: boolean;
  readonly isLoading?: boolean;
  readonly note?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <div className="stat">
      <div className="stat-label">
        {props.label}
        <Explain what={props.label}>{props.explanation}</Explain>
      </div>
      <div className="stat-value" data-hero={props.isHero || undefined}>
        {props.isLoading ? <Skeleton height="1em" my="0.2em" width="70%" /> : props.children}
      </div>
      {props.note}
    </div>
  );
}
