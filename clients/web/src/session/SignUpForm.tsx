import { Anchor, Button, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { SignUpDocument } from "../generated/operations.js";
import { useAction } from "../graph/useGraph.js";
import { ProblemNotice } from "../look/Notice.js";
import { deviceName } from "./deviceName.js";
import { submitting, useEnter, valueOf } from "./entering.js";

const route = getRouteApi("/sign-in");

/** Makes an account with a first household. */
export function SignUpForm() {
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
      device: deviceName(navigator.userAgent),
      householdName: valueOf(form, "householdName").trim() || `${displayName}'s household`,
    };
    const data = await action.run({ input });
    if (data) await enter(data.signUp);
  };
  return (
    <form onSubmit={submitting(submit)}>
      <Stack gap="sm">
        <Title order={2}>Make an account</Title>
        <Names />
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

function Names() {
  return (
    <>
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
    </>
  );
}
