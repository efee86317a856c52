/** Answers the analyses in the shapes of `docs/api-analysis.md`: counted from the generated traces, only as cleverly as tests need. */

import { callGraph } from "./graph.mjs";
import { coverage } from "./query.mjs";
import { comparedSpans, comparedTraces, errorGroups, structure } from "./merged.mjs";
import { findings, percentiles } from "./findings.mjs";
import { changes, serviceOverview, servicesOverview } from "./services.mjs";

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
  switch (`${noun}/${noun === "services" && what ? "*" : (name ?? "")}`) {
    case "services/overview":
      return told(servicesOverview(small, asked));
    case "services/*":
      return told(serviceOverview(small, name, asked));
    case "map/":
      return told(callGraph(small, asked));
    case "changes/":
      return told(changes(small, asked));
    case "compare/traces":
      return comparedTraces(traces, asked);
    case "compare/spans":
      return told(comparedSpans(small, asked));
    case "structure/":
      return told(structure(small, asked));
    case "errors/":
      return told(errorGroups(small, asked));
    default:
      return null;
  }
}
