import type { ReactNode } from "react";

/** A form that we send, not the browser; Enter sends it too. */
export function Form(props: {
  readonly submit: () => Promise<unknown>;
  readonly children: ReactNode;
}) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void props.submit();
      }}
    >
      {props.children}
    </form>
  );
}
