import { useApolloClient } from "@apollo/client/react";
import { useEffect } from "react";
import { keepLastSeen } from "./lastSeen.js";

const FIRST_MS = 3_000;
const EVERY_MS = 30_000;

/** Keeps what is seen, in idle moments and when the page is left. */
export default function KeepLastSeen({ householdId }: { readonly householdId: string }) {
  const client = useApolloClient();
  useEffect(() => {
    const keep = (): void => void keepLastSeen(client, householdId).catch(() => undefined); // no room: nothing is kept
    const keepIdly = (): void => void requestIdleCallback(keep, { timeout: 5_000 });
    const keepOnLeaving = (): void => {
      if (document.visibilityState === "hidden") keep();
    };
    const first = setTimeout(keepIdly, FIRST_MS);
    const timer = setInterval(keepIdly, EVERY_MS);
    document.addEventListener("visibilitychange", keepOnLeaving);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
      document.removeEventListener("visibilitychange", keepOnLeaving);
    };
  }, [client, householdId]);
  return null;
}
