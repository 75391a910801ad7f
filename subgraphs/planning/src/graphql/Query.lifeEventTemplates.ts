import { Query, Resolver } from "type-graphql";
import { Authenticated } from "@wealthgraph/chassis/directives";
import {
  LIFE_EVENT_TEMPLATES,
  type LifeEventTemplate as LifeEventTemplateModel,
} from "../domain/plan/lifeEventTemplates.js";
import { LifeEventTemplate } from "./LifeEventTemplate.js";

@Resolver()
export class LifeEventTemplatesQuery {
  @Authenticated()
  @Query(() => [LifeEventTemplate])
  lifeEventTemplates(): readonly LifeEventTemplateModel[] {
    return LIFE_EVENT_TEMPLATES;
  }
}
