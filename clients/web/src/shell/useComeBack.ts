import { useApolloClient } from "@apollo/client/react";
import { useEffect } from "react";
import { ViewerDocument } from "../generated/operations.js";
import { liveState } from "../graph/liveState.js";
import { lastSeenState } from "../offline/lastSeenState.js";

const RETRY_MS = 10_000;

/** Reads the screen again when the network or the socket is back: meanwhile something may have changed. */
export function useComeBack(): void {
  const client = useApolloClient();
  useEffect(() => {
    const readAgain = async (): Promise<void> => {
      await client.query({ query: ViewerDocument, fetchPolicy: "network-only" });
      lastSeenState.become(null);
      await client.refetchQueries({ include: "active" });
    };
    const again = (): void => void readAgain().catch(() => undefined); // still away: asked again below
    let state = liveState.read();
    const follow = (): void => {
      const was = state;
      state = liveState.read();
      if (was !== "LIVE" && state === "LIVE") again();
    };
    const unfollow = liveState.subscribe(follow);
    const timer = setInterval(() => {
      if (lastSeenState.read() !== null) again();
    }, RETRY_MS);
    window.addEventListener("online", again);
    return () => {
      unfollow();
      clearInterval(timer);
      window.removeEventListener("online", again);
    };
  }, [client]);
}
