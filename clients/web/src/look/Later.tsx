import { type ReactNode, Suspense, useEffect, useState } from "react";

const AFTER_MS = 1_500;

/** What nobody waits for: loaded when the view has had its turn. */
export function Later({ children }: { readonly children: ReactNode }) {
  const [isTime, setTime] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setTime(true), AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return isTime ? <Suspense fallback={null}>{children}</Suspense> : null;
}
