import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Structure } from "../api/analysis";
import { structureQuery } from "../api/queries";
import { formatDuration } from "../model/duration";
import { formatNumber, formatShare } from "../model/series";
import { Answer } from "../parts/Answer";
import { Notice } from "../parts/Notice";
import { ServiceDot } from "../parts/ServiceDot";
import type { ShownTime } from "../parts/useRange";
import tree from "../parts/TreeTable.module.css";
import { CoverageLine } from "./CoverageLine";
import { type ExploreSearch, spansText } from "./query";

interface Props {
  readonly search: ExploreSearch;
  readonly time: ShownTime;
}

const MOST_TRACES = 100;
const MOST_SHOWN = 300;

/** The traces that match as one call tree: where their time and their errors are. */
export function StructureView({ search, time }: Props) {
  const options = structureQuery({ query: spansText(search), ...time.range, limit: MOST_TRACES });
  const answer = useQuery(options);
  return (
    <Answer of={answer} queryKey={options.queryKey} what="The structure">
      {(structure) => <Merged structure={structure} />}
    </Answer>
  );
}

function Merged({ structure }: { readonly structure: Structure }) {
  const { nodes, traceCount, coverage, truncated } = structure;
  if (nodes.length === 0) {
    return (
      <Notice title="No trace matches">
        <p>There is nothing to merge.</p>
      </Notice>
    );
  }
  const path = nodes.reduce((most, node) => Math.max(most, node.pathNanos), 1);
  return (
    <section aria-label="Structure">
      <CoverageLine count={traceCount} what="merged trace" hasMore={truncated} coverage={coverage} />
      <div className={tree["scroll"]}>
        <table className={tree["table"]}>
          <thead>
            <tr>
              <th scope="col">Call</th>
              <th scope="col">On the critical path</th>
              <th scope="col">Spans</th>
              <th scope="col">Errors</th>
              <th scope="col" data-further="true">
                Self
              </th>
              <th scope="col" data-further="true">
                p50
              </th>
              <th scope="col">p95</th>
              <th scope="col" data-further="true">
                Most
              </th>
            </tr>
          </thead>
          <tbody>
            {nodes.slice(0, MOST_SHOWN).map((node, at) => (
              <tr key={at}>
                <th scope="row" style={{ paddingLeft: 16 + Math.min(node.depth, 20) * 14 }}>
                  <Link
                    to="/trace/$traceId"
                    params={{ traceId: node.exampleTraceId }}
                    search={{ span: node.exampleSpanId }}
                    title="Open the longest one"
                  >
                    <ServiceDot service={node.service} /> <b>{node.service}</b> {node.name}
                  </Link>
                </th>
                <td className={tree["share"]}>
                  <i style={{ ["--share" as string]: node.pathNanos / path }} />
                  <span>{formatDuration(node.pathNanos / Math.max(node.traceCount, 1))}</span>
                </td>
                <td title={`in ${node.traceCount} traces`}>{formatNumber(node.count)}</td>
                <td data-error={node.errors > 0}>{node.errors > 0 ? formatShare(node.errors / node.count) : ""}</td>
                <td data-further="true">{formatDuration(node.selfNanos / Math.max(node.count, 1))}</td>
                <td data-further="true">{formatDuration(node.p50Nanos)}</td>
                <td>{formatDuration(node.p95Nanos)}</td>
                <td data-further="true">{formatDuration(node.maxNanos)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {nodes.length > MOST_SHOWN && (
        <p className={tree["note"]}>{nodes.length - MOST_SHOWN} more calls are not shown.</p>
      )}
    </section>
  );
}
