/** Which page an address shows, and what its query may say. */

import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  redirect,
  retainSearchParams,
} from "@tanstack/react-router";
import { columnsQuery } from "../api/queries";
import { ExplorePage } from "../explore/ExplorePage";
import { fromJaeger } from "../explore/jaeger";
import { validateExplore } from "../explore/query";
import { HomePage } from "../home/HomePage";
import { TracePage } from "../trace/TracePage";
import { normalTraceId, validateTrace } from "../trace/search";
import { NotFound } from "./NotFound";
import { type Search, flag, parseSearch, stringifySearch, text } from "./searchParams";
import { Shell } from "./Shell";

interface Context {
  readonly queries: QueryClient;
}

export interface FrameSearch {
  /** Hides rail and top bar. */
  readonly embed?: true | undefined;
}

const root = createRootRouteWithContext<Context>()({
  component: Shell,
  notFoundComponent: NotFound,
  validateSearch: (raw: Search): FrameSearch => ({
    embed: flag(raw, "embed") ?? (text(raw, "uiEmbed") === "v0" ? true : undefined),
  }),
  search: { middlewares: [retainSearchParams(["embed"])] },
});

const home = createRoute({ getParentRoute: () => root, path: "/", component: HomePage });

const explore = createRoute({
  getParentRoute: () => root,
  path: "/explore",
  validateSearch: validateExplore,
  component: ExplorePage,
});

const jaegerSearch = createRoute({
  getParentRoute: () => root,
  path: "/search",
  // Read as it came: what Jaeger wrote is no Explore search yet.
  validateSearch: (raw: Search): Search => raw,
  beforeLoad: ({ search }) => {
    throw redirect({ to: "/explore", search: fromJaeger(search), replace: true });
  },
});

const trace = createRoute({
  getParentRoute: () => root,
  path: "/trace/$traceId",
  validateSearch: validateTrace,
  // Not awaited: the page draws its frame while the columns are on their way.
  loader: ({ params, context }) => {
    const traceId = normalTraceId(params.traceId);
    if (traceId) {
      void context.queries.prefetchQuery(columnsQuery(traceId));
    }
  },
  component: TracePage,
});

const routes = root.addChildren([home, explore, jaegerSearch, trace]);

export function createAppRouter(queries: QueryClient) {
  return createRouter({
    routeTree: routes,
    context: { queries },
    parseSearch,
    stringifySearch,
    defaultPreload: false,
  });
}
