import { type CSSVariablesResolver, createTheme, SegmentedControl } from "@mantine/core";

/** Colours are chosen so that every text reaches 4.5:1 on its ground, in both schemes (axe checks it). */
export const theme = createTheme({
  primaryColor: "ink",
  primaryShade: { light: 7, dark: 6 },
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  fontFamily:
    'ui-sans-serif, "Inter", system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  headings: {
    fontWeight: "650",
    sizes: { h1: { fontSize: "1.6rem" }, h2: { fontSize: "1.05rem" }, h3: { fontSize: "0.95rem" } },
  },
  components: {
    SegmentedControl: SegmentedControl.extend({ defaultProps: { transitionDuration: 0 } }),
  },
  colors: {
    ink: [
      "#e9f7f2",
      "#d0ece2",
      "#a3dbc8",
      "#73c9ab",
      "#4fbb95",
      "#2fa57e",
      "#16805f",
      "#0f6b52",
      "#0c5442",
      "#083c2f",
    ],
    dark: [
      "#e6ebe9",
      "#c3ccc9",
      "#a3aeab",
      "#75817e",
      "#3b4744",
      "#2b3633",
      "#1f2927",
      "#151d1b",
      "#0e1513",
      "#090e0d",
    ],
  },
});

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-body": "#ffffff",
    "--mantine-color-text": "#17211e",
    "--mantine-color-dimmed": "#56625e",
    "--mantine-color-placeholder": "#66726e",
    "--mantine-color-error": "#b3261e",
    "--mantine-color-anchor": "#0f6b52",
    "--wg-ground": "#f5f6f3",
    "--wg-card": "#ffffff",
    "--wg-line": "#e0e5e1",
    "--wg-line-strong": "#848f8b",
    "--wg-gain": "#0b6e47",
    "--wg-loss": "#b3261e",
    "--wg-warn": "#7a4b00",
    "--wg-warn-ground": "#fdf2dc",
    "--wg-gain-ground": "#e3f4ea",
    "--wg-loss-ground": "#fbe9e7",
    "--wg-quiet-ground": "#eef1ee",
    "--wg-brand": "#0f6b52",
  },
  dark: {
    "--mantine-color-body": "#151d1b",
    "--mantine-color-text": "#e6ebe9",
    "--mantine-color-dimmed": "#a3aeab",
    "--mantine-color-placeholder": "#8e9a96",
    "--mantine-color-error": "#ff9d94",
    "--mantine-color-anchor": "#73c9ab",
    "--wg-ground": "#0b110f",
    "--wg-card": "#141c1a",
    "--wg-line": "#27322f",
    "--wg-line-strong": "#6c7975",
    "--wg-gain": "#5fd39c",
    "--wg-loss": "#ff9d94",
    "--wg-warn": "#f2c063",
    "--wg-warn-ground": "#33270f",
    "--wg-gain-ground": "#12301f",
    "--wg-loss-ground": "#3a1a17",
    "--wg-quiet-ground": "#1e2825",
    "--wg-brand": "#4fbb95",
  },
});

/** Series colours that stay apart from each other for most colour-blind eyes (after Okabe and Ito, 2008). */
export const SERIES: readonly string[] = [
  "#0f8a68",
  "#3b7dd8",
  "#d98a1f",
  "#a45bc4",
  "#c4553d",
  "#6d8f2f",
  "#3fa7b5",
  "#c25a8c",
  "#8a8f98",
];
