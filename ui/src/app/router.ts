/** Which page an address shows, and what its query may say. */

import type { QueryClient } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRouteWithContext,
  createRoute,
  createRouter,
  redirect,
  retainSearchParams,
} from "@tanstack/react-router";
import { columnsQuery } from "../api/queries";
import { ComparePage } from "../compare/ComparePage";
import { comparedIds, validateCompare } from "../compare/search";
import { ErrorsPage } from "../errors/ErrorsPage";
import { GroupPage } from "../errors/GroupPage";
import { ExplorePage } from "../explore/ExplorePage";
import { fromJaeger } from "../explore/jaeger";
import { validateExplore } from "../explore/query";
import { validateFunnel } from "../funnels/search";
import { validateQuery } from "../model/range";
import { ZONES, type Zone } from "../model/time";
import { FunnelsPage } from "../funnels/FunnelsPage";
import { HomePage } from "../home/HomePage";
import { LivePage } from "../live/LivePage";
import { MapPage } from "../map/MapPage";
import { validateMap } from "../map/search";
import { SavedPage } from "../saved/SavedPage";
import { ServicePage } from "../services/ServicePage";
import { validateService, validateServices } from "../services/search";
import { ServicesPage } from "../services/ServicesPage";
import { StatusPage } from "../status/StatusPage";
import { UploadPage } from "../upload/UploadPage";
import { TracePage } from "../trace/TracePage";
import { normalTraceId, validateTrace } from "../trace/search";
import { NotFound } from "./NotFound";
import { type Search, flag, parseSearch, stringifySearch, text } from "./searchParams";
import { Shell } from "./Shell";
import { THEMES, type Theme } from "./theme";
import { understand } from "./understand";

interface Context {
  readonly queries: QueryClient;
}

export interface FrameSearch {
  /** Hides rail and top bar. */
  readonly embed?: true | undefined;
  /** Whatever the reader has chosen, for an embedded page that is to look like what is around it. */
  readonly theme?: Theme | undefined;
  /** Whose clock times are shown by, whatever the reader has chosen. */
  readonly tz?: Zone | undefined;
}

const root = createRootRouteWithContext<Context>()({
  component: Shell,
  notFoundComponent: NotFound,
  validateSearch: (raw: Search): FrameSearch => ({
    embed: flag(raw, "embed") ?? (text(raw, "uiEmbed") === "v0" ? true : undefined),
    theme: THEMES.find((theme) => theme === (text(raw, "theme") ?? text(raw, "uiTheme"))),
    tz: ZONES.find((zone) => zone === text(raw, "tz")),
  }),
  search: { middlewares: [retainSearchParams(["embed", "theme", "tz"])] },
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
  // Jaeger compares two traces under an address of this form.
  beforeLoad: ({ params }) => {
    const compared = comparedIds(params.traceId);
    if (compared) {
      throw redirect({ to: "/compare", search: compared, replace: true });
    }
  },
  // Not awaited: the page draws its frame while the columns are on their way.
  loader: ({ params, context }) => {
    const traceId = normalTraceId(params.traceId);
    if (traceId) {
      void context.queries.prefetchQuery(columnsQuery(traceId));
    }
  },
  component: TracePage,
});

const compare = createRoute({
  getParentRoute: () => root,
  path: "/compare",
  validateSearch: validateCompare,
  component: ComparePage,
});

const services = createRoute({
  getParentRoute: () => root,
  path: "/services",
  validateSearch: validateServices,
  component: ServicesPage,
});

const service = createRoute({
  getParentRoute: () => root,
  path: "/service/$name",
  validateSearch: validateService,
  component: ServicePage,
});

const map = createRoute({
  getParentRoute: () => root,
  path: "/map",
  validateSearch: validateMap,
  component: MapPage,
});

const errors = createRoute({
  getParentRoute: () => root,
  path: "/errors",
  validateSearch: validateQuery,
  component: ErrorsPage,
});

const errorGroup = createRoute({
  getParentRoute: () => root,
  path: "/errors/$group",
  validateSearch: validateQuery,
  component: GroupPage,
});

const live = createRoute({
  getParentRoute: () => root,
  path: "/live",
  validateSearch: (raw: Search): { readonly q?: string | undefined } => ({ q: text(raw, "q") }),
  component: LivePage,
});

const funnels = createRoute({
  getParentRoute: () => root,
  path: "/funnels",
  validateSearch: validateFunnel,
  component: FunnelsPage,
});

const saved = createRoute({ getParentRoute: () => root, path: "/saved", component: SavedPage });
const upload = createRoute({ getParentRoute: () => root, path: "/upload", component: UploadPage });
const status = createRoute({ getParentRoute: () => root, path: "/status", component: StatusPage });

/** Whatever is at hand as an address: an id, `trace:span`, `?traceparent=` or a line of a log as `?q=`. */
const goPages = (["/go", "/go/$"] as const).map((path) =>
  createRoute({
    getParentRoute: () => root,
    path,
    validateSearch: (raw: Search): Search => raw,
    beforeLoad: ({ location, search }) => {
      const said = decodeURIComponent(location.pathname.slice("/go/".length));
      const destination = understand(said || (text(search, "traceparent") ?? text(search, "q") ?? ""), []);
      throw destination.kind === "trace"
        ? redirect({
            to: "/trace/$traceId",
            params: { traceId: destination.traceId },
            search: { span: destination.spanId ?? undefined },
            replace: true,
          })
        : redirect({ to: "/explore", search: destination.kind === "search" ? destination.search : {}, replace: true });
    },
  }),
);

/** Jaeger's other pages, and which of these answers the same question. */
const jaegerPages = (
  [
    ["/dependencies", "/map"],
    ["/deep-dependencies", "/map"],
    ["/monitor", "/services"],
    ["/quality-metrics", "/status"],
  ] as const
).map(([path, to]) =>
  createRoute({
    getParentRoute: () => root,
    path,
    validateSearch: (raw: Search): Search => raw,
    beforeLoad: ({ search }) => {
      const focus = text(search, "service");
      throw redirect({ to, search: to === "/map" && focus ? { focus } : {}, replace: true });
    },
  }),
);

const routes = root.addChildren([
  home,
  explore,
  jaegerSearch,
  trace,
  compare,
  services,
  service,
  map,
  errors,
  errorGroup,
  live,
  funnels,
  saved,
  upload,
  status,
  ...goPages,
  ...jaegerPages,
]);

/** A snapshot has no address bar of its own: its pages are in memory, and the trace is the first. */
export function createAppRouter(queries: QueryClient, snapshot: string | null) {
  return createRouter({
    ...(snapshot && { history: createMemoryHistory({ initialEntries: [`/trace/${snapshot}?embed=1`] }) }),
    routeTree: routes,
    context: { queries },
    parseSearch,
    stringifySearch,
    defaultPreload: false,
  });
}
