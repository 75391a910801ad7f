import { Ctx, Query, Resolver } from "type-graphql";
import { hasDemo } from "../operations/demoSession.js";
import type { UsersContext } from "./context.js";

@Resolver()
export class HasDemoQuery {
  @Query(() => Boolean, { description: "Whether startDemoSession lets anybody in." })
  hasDemo(@Ctx() context: UsersContext): Promise<boolean> {
    return hasDemo(context.world);
  }
}
