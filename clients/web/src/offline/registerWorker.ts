/** Lets a worker keep the page and the parts of the views that can be read without network. */
export async function registerWorker(): Promise<void> {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register("/sw.js");
  const { active } = await navigator.serviceWorker.ready;
  await Promise.all([
    import("../overview/OverviewPage.js"),
    import("../overview/Donut.js"),
    import("../holdings/HoldingsPage.js"),
    import("../look/LineChart.js"),
  ]);
  const parts = performance
    .getEntriesByType("resource")
    .map(({ name }) => new URL(name))
    .filter(({ origin }) => origin === location.origin)
    .map(({ pathname }) => pathname);
  active?.postMessage({ parts: [...new Set(parts)] });
}
