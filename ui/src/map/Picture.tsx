import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import type { Edge, MapNode } from "../api/analysis";
import { formatDuration } from "../model/duration";
import type { Excerpt } from "../model/excerpt";
import { healthOf } from "../model/health";
import type { TimeSearch } from "../model/range";
import { formatShare, perSecond } from "../model/series";
import { CallPicture, callLabel } from "../parts/CallPicture";
import { edgeSearch } from "./edges";

/** More would cover one another: then only the most telling half of so many is written, and what is near the pointer. */
const MOST_LABELS = 32;

interface Props {
  readonly nodes: readonly MapNode[];
  readonly edges: readonly Edge[];
  /** Where this is a part of the map, what lies beyond it. */
  readonly excerpt: Excerpt<Edge> | undefined;
  readonly focus: string | undefined;
  readonly time: TimeSearch;
  readonly onFocus: (name: string) => void;
}

/** A node focuses, a line leads to its spans. */
export function Picture({ nodes, edges, excerpt, focus, time, onFocus }: Props) {
  const shown = useMemo(
    () =>
      nodes.map(({ name, instrumented, red }) => ({
        beyond: beyondOf(excerpt, name),
        key: name,
        service: name,
        title: name,
        facts: (
          <>
            {perSecond(red.rate)} · {formatDuration(red.p95Nanos)}
            {red.errors > 0 && <b> · {formatShare(red.errorRate)}</b>}
          </>
        ),
        hint: `${instrumented ? name : `${name} sends no spans; it is known from what others call`}${hintOf(excerpt, name)}`,
        isOutside: !instrumented,
        isFailing: red.errorRate >= 0.05,
      })),
    [nodes, excerpt],
  );
  const calls = useMemo(
    () =>
      edges.map((edge, at) => ({
        isQuiet: edges.length > MOST_LABELS && at >= MOST_LABELS / 2,
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
  return (
    <CallPicture
      nodes={shown}
      calls={calls}
      label={label}
      chosen={focus}
      first={focus ?? excerpt?.names[0]}
      onNode={onFocus}
    />
  );
}

function beyondOf(excerpt: Excerpt<Edge> | undefined, name: string): string | undefined {
  const { callers = 0, called = 0 } = excerpt?.beyond.get(name) ?? {};
  return [callers > 0 && `‹${callers}`, called > 0 && `${called}›`].filter(Boolean).join(" ") || undefined;
}

function hintOf(excerpt: Excerpt<Edge> | undefined, name: string): string {
  const { callers = 0, called = 0 } = excerpt?.beyond.get(name) ?? {};
  return callers + called === 0 ? "" : `; ${callers} more call it and it calls ${called} more, which are not shown`;
}

function describe({ client, server, connectionType, red }: Edge): string {
  return `${client} calls ${server} over ${connectionType}: ${perSecond(red.rate)}, ${formatShare(red.errorRate)} errors, p95 ${formatDuration(red.p95Nanos)}`;
}
