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
import { getRouteApi, Link } from "@tanstack/react-router";
import { useEffect } from "react";
import {
  HasDemoDocument,
  SignInDocument,
  StartDemoSessionDocument,
} from "../generated/operations.js";
import { useAction, useGraph } from "../graph/useGraph.js";
import { ProblemNotice } from "../look/Notice.js";
import { SchemeToggle } from "../shell/SchemeToggle.js";
import { deviceName } from "./deviceName.js";
import { submitting, useEnter, valueOf } from "./entering.js";
import { SignUpForm } from "./SignUpForm.js";

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
        <DemoEntrance />
        <Text size="xs" c="dimmed">
          Informational only, not investment, tax or legal advice.
        </Text>
      </Stack>
    </Center>
  );
}

function SignInForm() {
  const action = useAction(SignInDocument);
  const enter = useEnter();
  const search = route.useSearch();
  const submit = async (form: HTMLFormElement): Promise<void> => {
    const input = {
      email: valueOf(form, "email").trim(),
      password: valueOf(form, "password"),
      device: deviceName(navigator.userAgent),
    };
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
      </Stack>
    </form>
  );
}

/** Where the installation opens its demo to anybody: one click, no password. */
function DemoEntrance() {
  const answer = useGraph(HasDemoDocument, {});
  const action = useAction(StartDemoSessionDocument);
  const enter = useEnter();
  if (!answer.data?.hasDemo) return null;
  const look = async (): Promise<void> => {
    const data = await action.run({ device: deviceName(navigator.userAgent) });
    if (data) await enter(data.startDemoSession);
  };
  return (
    <div className="notice">
      <Text size="sm" fw={600}>
        Just looking?
      </Text>
      <Text size="sm" c="dimmed">
        The demo household's figures are invented and its prices simulated. Everybody who looks at
        it shares it.
      </Text>
      <ProblemNotice problem={action.problem} />
      <Button
        variant="default"
        size="xs"
        mt="xs"
        loading={action.isBusy}
        onClick={() => void look()}
      >
        Look at the demo household
      </Button>
    </div>
  );
}
