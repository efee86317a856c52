/** Who calls whom. */

import { edgesOf, rangeOf, red, split } from "./services.mjs";

export function callGraph(traces, asked) {
  const bounds = rangeOf(asked);
  const { now } = split(traces, bounds);
  const all = edgesOf(now, bounds);
  const outside = now
    .filter(({ span }) => span.attributes["db.system"] || span.attributes["peer.service"])
    .reduce((found, entry) => {
      const server = entry.span.attributes["peer.service"] ?? entry.span.attributes["db.system"];
      const key = `${entry.span.service}\n${server}`;
      return found.set(key, [...(found.get(key) ?? []), entry]);
    }, new Map());
  const calls = new Map();
  for (const [key, members] of outside) {
    const [client, server] = key.split("\n");
    calls.set(server, [...(calls.get(server) ?? []), ...members]);
    all.push({ client, server, connectionType: "database", red: red(members, bounds), before: red([], bounds) });
  }
  const edges = asked.focus ? near(all, asked.focus, Number(asked.hops ?? 1)) : all;
  const names = new Set([
    ...edges.flatMap(({ client, server }) => [client, server]),
    ...(asked.focus ? [asked.focus] : []),
  ]);
  const own = new Set(now.map(({ span }) => span.service));
  return {
    range: bounds.range,
    previous: bounds.previous,
    nodes: [...names].map((name) => ({
      name,
      instrumented: own.has(name),
      // What sends no spans is known by the calls to it.
      red: red(own.has(name) ? now.filter(({ span }) => span.service === name) : (calls.get(name) ?? []), bounds),
      before: red([], bounds),
    })),
    edges,
    hiddenEdgeCount: 0,
  };
}

function near(edges, focus, hops) {
  let reached = new Set([focus]);
  for (let hop = 0; hop < hops; hop++) {
    reached = new Set([
      ...reached,
      ...edges
        .filter(({ client, server }) => reached.has(client) || reached.has(server))
        .flatMap(({ client, server }) => [client, server]),
    ]);
  }
  return edges.filter(({ client, server }) => reached.has(client) && reached.has(server));
}
