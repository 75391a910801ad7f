import { useSyncExternalStore } from "react";
import { liveState } from "../graph/liveState.js";
import { instant } from "../look/figures.js";
import { Notice } from "../look/Notice.js";
import { lastSeenState } from "../offline/lastSeenState.js";

function subscribeOnline(listener: () => void): () => void {
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}

/** Says when what is on the screen is not live, and what is being done about it. */
export function ConnectionNotice() {
  const isOnline = useSyncExternalStore(subscribeOnline, () => navigator.onLine);
  const state = useSyncExternalStore(liveState.subscribe, liveState.read);
  const seenAt = useSyncExternalStore(lastSeenState.subscribe, lastSeenState.read);
  const notice = noticeOf({ isOnline, state, seenAt });
  if (!notice) return null;
  return (
    <div style={{ marginBottom: "1rem" }}>
      <Notice tone="warn" title={notice.title}>
        {notice.text}
      </Notice>
    </div>
  );
}

function noticeOf(of: {
  readonly isOnline: boolean;
  readonly state: string;
  readonly seenAt: string | null;
}): { title: string; text: string } | null {
  const { isOnline, state, seenAt } = of;
  if (seenAt !== null)
    return {
      title: `As last seen on ${instant(seenAt)}`,
      text: `${isOnline ? "The server does not answer" : "You are offline"}: overview and holdings stand as this browser last showed them. They are read again by themselves.`,
    };
  if (!isOnline)
    return {
      title: "You are offline",
      text: "You see what was last loaded; prices do not move. It goes on by itself when the network is back.",
    };
  if (state === "POLLING")
    return {
      title: "No live connection",
      text: "Prices are asked for every 15 seconds; the live connection is tried again meanwhile.",
    };
  if (state === "RECONNECTING")
    return { title: "Reconnecting", text: "Prices stand still for a moment." };
  return null;
}
