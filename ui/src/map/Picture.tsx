import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import type { Edge, MapNode } from "../api/analysis";
import { formatDuration } from "../model/duration";
import { healthOf } from "../model/health";
import type { TimeSearch } from "../model/range";
import { formatShare, perSecond } from "../model/series";
import { CallPicture, callLabel } from "../parts/CallPicture";
import { edgeSearch } from "./edges";

interface Props {
  readonly nodes: readonly MapNode[];
  readonly edges: readonly Edge[];
  readonly focus: string | undefined;
  readonly time: TimeSearch;
  readonly onFocus: (name: string) => void;
}

/** A node focuses, a line leads to its spans. */
export function Picture({ nodes, edges, focus, time, onFocus }: Props) {
  const shown = useMemo(
    () =>
      nodes.map(({ name, instrumented, red }) => ({
        key: name,
        service: name,
        title: name,
        facts: (
          <>
            {perSecond(red.rate)} · {formatDuration(red.p95Nanos)}
            {red.errors > 0 && <b> · {formatShare(red.errorRate)}</b>}
          </>
        ),
        hint: instrumented ? name : `${name} sends no spans; it is known from what others call`,
        isOutside: !instrumented,
        isFailing: red.errorRate >= 0.05,
      })),
    [nodes],
  );
  const calls = useMemo(
    () =>
      edges.map((edge) => ({
        from: edge.client,
        to: edge.server,
        kind: edge.connectionType,
        health: healthOf(edge.red.errorRate),
        count: edge.red.count,
        label: (
          <Link to="/explore" search={edgeSearch(edge, time)} className={callLabel} title={describe(edge)}>
            <span className="srOnly">{describe(edge)}</span>
            <span>{perSecond(edge.red.rate)}</span>
            {edge.red.errors > 0 ? (
              <b>{formatShare(edge.red.errorRate)}</b>
            ) : (
              <i>{formatDuration(edge.red.p95Nanos)}</i>
            )}
          </Link>
        ),
      })),
    [edges, time],
  );
  const label = `${nodes.length} services and ${edges.length} call paths between them; the list says the same`;
  return <CallPicture nodes={shown} calls={calls} label={label} chosen={focus} onNode={onFocus} />;
}

function describe({ client, server, connectionType, red }: Edge): string {
  return `${client} calls ${server} over ${connectionType}: ${perSecond(red.rate)}, ${formatShare(red.errorRate)} errors, p95 ${formatDuration(red.p95Nanos)}`;
}
