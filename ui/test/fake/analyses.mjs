/** Answers the analyses in the shapes of `docs/api-analysis.md`: counted from the generated traces, only as cleverly as tests need. */

import { callGraph } from "./graph.mjs";
import { coverage } from "./query.mjs";
import { comparedQueries } from "./many.mjs";
import { comparedSpans, comparedTraces, errorGroups, structure } from "./merged.mjs";
import { parse, spansOf } from "./traceql.mjs";
import { funnel } from "./funnel.mjs";
import { findings, percentiles } from "./findings.mjs";
import { changes, serviceOverview, serviceVersions, servicesOverview } from "./services.mjs";

/** The spans that hold a text anywhere. */
function found(trace, { text }) {
  const spanIds = trace.rows
    .filter(({ span }) =>
      JSON.stringify([span.name, span.service, span.message, span.attributes])
        .toLowerCase()
        .includes(text.toLowerCase()),
    )
    .map(({ span }) => span.spanId);
  return { count: spanIds.length, spanIds };
}

const tracesOf = (traces, asked) => [...new Set(spansOf(traces, parse(asked.query), asked).map(({ trace }) => trace))];

const isSmall = ({ rows }) => rows.length < 10_000;

export function analyse(traces, [noun, name, what], asked) {
  const small = traces.filter(isSmall);
  const told = (answer) => answer && { ...answer, coverage: coverage(traces) };
  const trace = noun === "traces" ? traces.find(({ traceId }) => traceId === name) : undefined;
  if (trace && what === "findings") {
    return findings(trace);
  }
  if (trace && what === "percentiles") {
    return told(percentiles(small, trace, asked));
  }
  if (trace && what === "find") {
    return found(trace, asked);
  }
  switch (`${noun}/${noun === "services" && what ? "*" : (name ?? "")}`) {
    case "services/overview":
      return told(servicesOverview(small, asked));
    case "services/*":
      return told((what === "versions" ? serviceVersions : serviceOverview)(small, name, asked));
    case "map/":
      return told(callGraph(asked.query ? tracesOf(small, asked) : small, asked));
    case "findings/":
      return findings(traces.find(({ rows, errorCount }) => errorCount > 2 && rows.length < 100));
    case "compare/queries":
      return told(comparedQueries(small, asked));
    case "changes/":
      return told(changes(small, asked));
    case "compare/traces":
      return comparedTraces(traces, asked);
    case "compare/spans":
      return told(comparedSpans(small, asked));
    case "structure/":
      return told(structure(small, asked));
    case "funnels/eval":
      return told(funnel(small, asked));
    case "errors/":
      return told(errorGroups(small, asked));
    default:
      return null;
  }
}
