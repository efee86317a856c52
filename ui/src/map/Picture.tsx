import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import type { Edge, MapNode } from "../api/analysis";
import { formatDuration } from "../model/duration";
import { serviceColour } from "../model/palette";
import type { TimeSearch } from "../model/range";
import { formatShare, perSecond } from "../model/series";
import { edgeSearch, healthOf, strokeOf } from "./edges";
import { NODE_HEIGHT, NODE_WIDTH, edgePath, place } from "./layout";
import styles from "./Picture.module.css";

interface Props {
  readonly nodes: readonly MapNode[];
  readonly edges: readonly Edge[];
  readonly focus: string | undefined;
  readonly time: TimeSearch;
  readonly onFocus: (name: string) => void;
}

/** Callers left, called right. A node focuses, a line leads to its spans; what is not under the pointer steps back. */
export default function Picture({ nodes, edges, focus, time, onFocus }: Props) {
  const placed = useMemo(() => place(nodes, edges), [nodes, edges]);
  const [near, setNear] = useState<string | null>(null);
  const isNear = ({ client, server }: Edge) => near === null || client === near || server === near;
  return (
    <div className={styles["scroll"]}>
      <svg
        width={placed.width}
        height={placed.height}
        role="group"
        aria-label={`${nodes.length} services and ${edges.length} call paths between them; the list says the same`}
      >
        <defs>
          {(["well", "unwell", "failing"] as const).map((health) => (
            <marker
              key={health}
              id={`arrow-${health}`}
              viewBox="0 0 8 8"
              refX="7"
              refY="4"
              markerWidth="9"
              markerHeight="9"
              markerUnits="userSpaceOnUse"
              orient="auto"
            >
              <path d="M0 0L8 4L0 8z" data-health={health} className={styles["arrow"]} />
            </marker>
          ))}
        </defs>
        {placed.edges.map(({ edge, points }) => {
          const middle = points[Math.floor(points.length / 2)]!;
          return (
            <g
              key={`${edge.client}\n${edge.server}\n${edge.connectionType}`}
              className={styles["edge"]}
              data-health={healthOf(edge)}
              data-far={!isNear(edge)}
            >
              <path
                d={edgePath(points)}
                strokeWidth={strokeOf(edge)}
                strokeDasharray={edge.connectionType === "messaging" ? "6 4" : undefined}
                markerEnd={`url(#arrow-${healthOf(edge)})`}
              />
              <foreignObject x={middle.x - 46} y={middle.y - 15} width={92} height={30}>
                <Link to="/explore" search={edgeSearch(edge, time)} className={styles["label"]} title={describe(edge)}>
                  <span className="srOnly">{describe(edge)}</span>
                  <span>{perSecond(edge.red.rate)}</span>
                  {edge.red.errors > 0 ? (
                    <b>{formatShare(edge.red.errorRate)}</b>
                  ) : (
                    <i>{formatDuration(edge.red.p95Nanos)}</i>
                  )}
                </Link>
              </foreignObject>
            </g>
          );
        })}
        {placed.nodes.map(({ node, x, y }) => (
          <foreignObject key={node.name} x={x} y={y} width={NODE_WIDTH} height={NODE_HEIGHT}>
            <button
              type="button"
              className={styles["node"]}
              data-focus={node.name === focus}
              data-outside={!node.instrumented}
              data-failing={node.red.errorRate >= 0.05}
              style={{ borderLeftColor: serviceColour(node.name) }}
              onClick={() => onFocus(node.name)}
              onPointerEnter={() => setNear(node.name)}
              onPointerLeave={() => setNear(null)}
              onFocus={() => setNear(node.name)}
              onBlur={() => setNear(null)}
              title={node.instrumented ? node.name : `${node.name} sends no spans; it is known from what others call`}
            >
              <strong>{node.name}</strong>
              <small>
                {perSecond(node.red.rate)} · {formatDuration(node.red.p95Nanos)}
                {node.red.errors > 0 && <b> · {formatShare(node.red.errorRate)}</b>}
              </small>
            </button>
          </foreignObject>
        ))}
      </svg>
    </div>
  );
}

function describe({ client, server, connectionType, red }: Edge): string {
  return `${client} calls ${server} over ${connectionType}: ${perSecond(red.rate)}, ${formatShare(red.errorRate)} errors, p95 ${formatDuration(red.p95Nanos)}`;
}
