import { getRouteApi, useRouter } from "@tanstack/react-router";
import type { SubmitEvent } from "react";
import { forgetUser } from "../graph/client.js";
import { keeper } from "./keeper.js";
import type { Session } from "./SessionKeeper.js";

const route = getRouteApi("/sign-in");

/** @returns what to do with a session that was just given */
export function useEnter(): (session: Session) => Promise<void> {
  const { next } = route.useSearch();
  const router = useRouter();
  return async (session) => {
    await forgetUser();
    keeper.set(session);
    // An address of this page only: "//other.example" would leave it.
    const target = next?.startsWith("/") && !next.startsWith("//") ? next : "/";
    router.history.push(target);
  };
}

/** @returns what stands in a field of the form */
export function valueOf(form: HTMLFormElement, name: string): string {
  const value = new FormData(form).get(name);
  return typeof value === "string" ? value : "";
}

/** A form that is sent by us, not by the browser. */
export function submitting(submit: (form: HTMLFormElement) => Promise<void>) {
  return (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    void submit(event.currentTarget);
  };
}
