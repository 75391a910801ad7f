import {
  Anchor,
  Button,
  Center,
  Group,
  PasswordInput,
  Stack,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { getRouteApi, Link, useRouter } from "@tanstack/react-router";
import { type SubmitEvent, useEffect, useState } from "react";
import { SignInDocument, SignUpDocument } from "../generated/operations.js";
import { forgetUser } from "../graph/client.js";
import { useAction } from "../graph/useGraph.js";
import { ProblemNotice } from "../look/Notice.js";
import { SchemeToggle } from "../shell/SchemeToggle.js";
import { keeper } from "./keeper.js";
import type { Session } from "./SessionKeeper.js";

const route = getRouteApi("/sign-in");

/** Signing in and, one click away, making an account. */
export function SignInPage() {
  const { mode } = route.useSearch();
  useEffect(() => {
    document.title = `${mode === "up" ? "Sign up" : "Sign in"} · Wealthgraph`;
  }, [mode]);
  return (
    <Center mih="100vh" p="md" component="main">
      <Stack w="100%" maw={400} gap="md">
        <Group justify="space-between">
          <Group gap="xs">
            <img src="/icon.svg" alt="" width={34} height={34} />
            <Title order={1}>Wealthgraph</Title>
          </Group>
          <SchemeToggle />
        </Group>
        <Text c="dimmed">Your household's money on one screen, live, on your own machine.</Text>
        <div className="panel">{mode === "up" ? <SignUpForm /> : <SignInForm />}</div>
        <Text size="xs" c="dimmed">
          Informational only, not investment, tax or legal advice.
        </Text>
      </Stack>
    </Center>
  );
}

/** @returns what to do with a session that was just given */
function useEnter(): (session: Session) => Promise<void> {
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

function valueOf(form: HTMLFormElement, name: string): string {
  const value = new FormData(form).get(name);
  return typeof value === "string" ? value : "";
}

function SignInForm() {
  const action = useAction(SignInDocument);
  const enter = useEnter();
  const search = route.useSearch();
  const submit = async (form: HTMLFormElement): Promise<void> => {
    const input = { email: valueOf(form, "email").trim(), password: valueOf(form, "password") };
    const data = await action.run({ input });
    if (data) await enter(data.signIn);
  };
  return (
    <form onSubmit={submitting(submit)}>
      <Stack gap="sm">
        <Title order={2}>Sign in</Title>
        <TextInput
          name="email"
          label="E-mail"
          type="email"
          autoComplete="username"
          required
          autoFocus
        />
        <PasswordInput name="password" label="Password" autoComplete="current-password" required />
        <ProblemNotice problem={action.problem} />
        <Button type="submit" loading={action.isBusy}>
          Sign in
        </Button>
        <Text size="sm">
          New here?{" "}
          <Anchor
            className="link"
            renderRoot={(props) => (
              <Link to="/sign-in" search={{ ...search, mode: "up" }} {...props} />
            )}
          >
            Make an account
          </Anchor>
        </Text>
        <div className="notice">
          <Text size="sm" fw={600}>
            Just looking? Try the demo household.
          </Text>
          <Text size="sm" c="dimmed">
            The console that started Wealthgraph shows its e-mail and password, under “Demo
            household”. Its figures are invented and its prices simulated.
          </Text>
          <Button
            variant="default"
            size="xs"
            mt="xs"
            onClick={(event) => {
              const { form } = event.currentTarget;
              const email = form?.elements.namedItem("email");
              const password = form?.elements.namedItem("password");
              if (email instanceof HTMLInputElement) setValue(email, "demo@wealthgraph.example");
              if (password instanceof HTMLInputElement) password.focus();
            }}
          >
            Fill in the demo's e-mail
          </Button>
        </div>
      </Stack>
    </form>
  );
}

function setValue(input: HTMLInputElement, value: string): void {
  input.value = value;
}

function SignUpForm() {
  const action = useAction(SignUpDocument);
  const enter = useEnter();
  const search = route.useSearch();
  const [password, setPassword] = useState("");
  const isShort = password.length > 0 && password.length < 12;
  const submit = async (form: HTMLFormElement): Promise<void> => {
    const displayName = valueOf(form, "displayName").trim();
    const input = {
      email: valueOf(form, "email").trim(),
      password,
      displayName,
      householdName: valueOf(form, "householdName").trim() || `${displayName}'s household`,
    };
    const data = await action.run({ input });
    if (data) await enter(data.signUp);
  };
  return (
    <form onSubmit={submitting(submit)}>
      <Stack gap="sm">
        <Title order={2}>Make an account</Title>
        <TextInput
          name="displayName"
          label="Your name"
          autoComplete="name"
          required
          maxLength={100}
          autoFocus
        />
        <TextInput
          name="householdName"
          label="Household"
          description="May stay empty"
          maxLength={100}
        />
        <TextInput name="email" label="E-mail" type="email" autoComplete="username" required />
        <PasswordInput
          label="Password"
          description="At least 12 characters"
          autoComplete="new-password"
          required
          value={password}
          error={isShort ? `${12 - password.length} more characters` : undefined}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <ProblemNotice problem={action.problem} />
        <Button type="submit" loading={action.isBusy} disabled={isShort}>
          Make the account
        </Button>
        <Text size="sm">
          Have one?{" "}
          <Anchor
            className="link"
            renderRoot={(props) => (
              <Link to="/sign-in" search={{ ...search, mode: undefined }} {...props} />
            )}
          >
            Sign in
          </Anchor>
        </Text>
      </Stack>
    </form>
  );
}

function submitting(submit: (form: HTMLFormElement) => Promise<void>) {
  return (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    void submit(event.currentTarget);
  };
}
