import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { Broken, Nowhere } from "./shell/Nowhere.js";
import { Shell } from "./shell/Shell.js";
import { forgetUser } from "./graph/client.js";
import { keeper } from "./session/keeper.js";
import { SignInPage } from "./session/SignInPage.js";
import {
  readHistory,
  readHoldings,
  readImport,
  readImportStart,
  readLedger,
  readPerformance,
  readSignIn,
  readTax,
  readWatch,
} from "./search.js";

const root = createRootRoute({ component: Outlet, notFoundComponent: Nowhere });

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: readSignIn,
  component: SignInPage,
});

const app = createRoute({
  getParentRoute: () => root,
  id: "app",
  beforeLoad: ({ location }) => {
    if (keeper.isSignedIn) return;
    throw redirect({ to: "/sign-in", search: { next: location.href } });
  },
  component: Shell,
});

const overview = createRoute({
  getParentRoute: () => app,
  path: "/",
  validateSearch: readHistory,
  component: lazyRouteComponent(() => import("./overview/OverviewPage.js"), "OverviewPage"),
});

const holdings = createRoute({
  getParentRoute: () => app,
  path: "/holdings",
  validateSearch: readHoldings,
  component: lazyRouteComponent(() => import("./holdings/HoldingsPage.js"), "HoldingsPage"),
});

const instrument = createRoute({
  getParentRoute: () => app,
  path: "/holdings/$instrumentId",
  validateSearch: readHistory,
  component: lazyRouteComponent(() => import("./holdings/InstrumentPage.js"), "InstrumentPage"),
});

const performance = createRoute({
  getParentRoute: () => app,
  path: "/performance",
  validateSearch: readPerformance,
  component: lazyRouteComponent(
    () => import("./performance/PerformancePage.js"),
    "PerformancePage",
  ),
});

const watch = createRoute({
  getParentRoute: () => app,
  path: "/watch",
  validateSearch: readWatch,
  component: lazyRouteComponent(() => import("./watch/WatchPage.js"), "WatchPage"),
});

const accounts = createRoute({
  getParentRoute: () => app,
  path: "/accounts",
  component: lazyRouteComponent(() => import("./accounts/AccountsPage.js"), "AccountsPage"),
});

const account = createRoute({
  getParentRoute: () => app,
  path: "/accounts/$accountId",
  validateSearch: readLedger,
  component: lazyRouteComponent(() => import("./accounts/AccountPage.js"), "AccountPage"),
});

const importStart = createRoute({
  getParentRoute: () => app,
  path: "/import",
  validateSearch: readImportStart,
  component: lazyRouteComponent(() => import("./accounts/ImportStartPage.js"), "ImportStartPage"),
});

const importPreview = createRoute({
  getParentRoute: () => app,
  path: "/imports/$importId",
  validateSearch: readImport,
  component: lazyRouteComponent(() => import("./accounts/ImportPage.js"), "ImportPage"),
});

const plan = createRoute({
  getParentRoute: () => app,
  path: "/plan",
  component: lazyRouteComponent(() => import("./plan/PlanPage.js"), "PlanPage"),
});

const simulation = createRoute({
  getParentRoute: () => app,
  path: "/plan/simulations/$simulationId",
  component: lazyRouteComponent(() => import("./plan/SimulationPage.js"), "SimulationPage"),
});

const tax = createRoute({
  getParentRoute: () => app,
  path: "/tax",
  validateSearch: readTax,
  component: lazyRouteComponent(() => import("./tax/TaxPage.js"), "TaxPage"),
});

const settings = createRoute({
  getParentRoute: () => app,
  path: "/settings",
  component: lazyRouteComponent(() => import("./settings/SettingsPage.js"), "SettingsPage"),
});

const pages = [
  overview,
  holdings,
  instrument,
  performance,
  watch,
  accounts,
  account,
  importStart,
  importPreview,
  plan,
  simulation,
  tax,
  settings,
] as const;

export const router = createRouter({
  routeTree: root.addChildren([signIn, app.addChildren([...pages])]),
  defaultPreload: "intent",
  defaultErrorComponent: Broken,
  scrollRestoration: true,
});

/** Whoever is signed out, here or in another tab, is led to signing in. */
keeper.subscribe(() => {
  if (keeper.isSignedIn) return;
  void forgetUser();
  void router.invalidate();
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
