import { Link } from "@tanstack/react-router";
import type { Edge, MapNode } from "../api/analysis";
import { formatDuration } from "../model/duration";
import { healthOf } from "../model/health";
import type { TimeSearch } from "../model/range";
import { formatShare, perSecond } from "../model/series";
import { ServiceDot } from "../parts/ServiceDot";
import { edgeSearch } from "./edges";
import styles from "./EdgeMatrix.module.css";

interface Props {
  readonly nodes: readonly MapNode[];
  readonly edges: readonly Edge[];
  readonly time: TimeSearch;
}

/** Callers down, called across: what no picture can untangle can be read here. A call leads to its spans. */
export function EdgeMatrix({ nodes, edges, time }: Props) {
  const calls = new Map(edges.map((edge) => [`${edge.client}\n${edge.server}`, edge]));
  const callers = nodes.filter(({ name }) => edges.some(({ client }) => client === name));
  const called = nodes.filter(({ name }) => edges.some(({ server }) => server === name));
  return (
    <div className={styles["scroll"]}>
      <table className={styles["matrix"]}>
        <thead>
          <tr>
            <th scope="col">calls →</th>
            {called.map(({ name }) => (
              <th key={name} scope="col" title={name}>
                <span>{name}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {callers.map((row) => (
            <tr key={row.name}>
              <th scope="row" title={row.name}>
                <ServiceDot service={row.name} /> {row.name}
              </th>
              {called.map((column) => {
                const edge = calls.get(`${row.name}\n${column.name}`);
                return edge ? (
                  <td
                    key={column.name}
                    data-health={healthOf(edge.red.errorRate)}
                    title={`${row.name} → ${column.name}: ${perSecond(edge.red.rate)}, p95 ${formatDuration(edge.red.p95Nanos)}`}
                  >
                    <Link to="/explore" search={edgeSearch(edge, time)}>
                      {edge.red.errors > 0 ? formatShare(edge.red.errorRate) : perSecond(edge.red.rate)}
                    </Link>
                  </td>
                ) : (
                  <td key={column.name} />
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
