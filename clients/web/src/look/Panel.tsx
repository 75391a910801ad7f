import { Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Explain } from "./Explain.js";

/** A titled part of a view. */
export function Panel(props: {
  readonly title: string;
  readonly explanation?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className="panel" aria-label={props.title}>
      <div className="panel-head">
        <span style={{ display: "inline-flex", alignItems: "center", gap: 4 }}>
          <Title order={2}>{props.title}</Title>
          {props.explanation ? <Explain what={props.title}>{props.explanation}</Explain> : null}
        </span>
        {props.actions}
      </div>
      {props.children}
    </section>
  );
}
