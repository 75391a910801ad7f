import type { BrowserContext, Page } from "playwright-core";
import type { Product } from "./product.js";

/** What a journey walks on; each test has a page and a context of its own. */
export interface Scene {
  readonly product: Product;
  readonly context: BrowserContext;
  readonly page: Page;
  /** Signs in to the demo household and waits for the views. */
  enter(): Promise<void>;
}
