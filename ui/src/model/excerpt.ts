/** The part of a call graph that one picture can show: the busiest and the failing calls, and what hangs together with them. */

export interface Call {
  readonly client: string;
  readonly server: string;
  readonly red: { readonly count: number; readonly errors: number };
}

export interface Excerpt<C extends Call> {
  /** The services that are shown, the most telling first. */
  readonly names: readonly string[];
  /** The calls between them that are shown, the most telling first. */
  readonly calls: readonly C[];
  /** By service that is shown, how many of those that are not call it, and how many it calls. */
  readonly beyond: ReadonlyMap<string, { readonly callers: number; readonly called: number }>;
}

export interface Bounds {
  readonly services: number;
  readonly calls: number;
}

/**
 * Grows from where the reader looks, or else from the most telling call, always by the most telling call that touches
 * what is there; so what is shown hangs together as far as there is room.
 */
export function excerptOf<C extends Call>(calls: readonly C[], from: string | undefined, most: Bounds): Excerpt<C> {
  const ranked = ranking(calls);
  const names = new Set(from === undefined ? [] : [from]);
  const grown = new Set<C>();
  for (let next = pick(ranked, names); next && names.size < most.services; next = pick(ranked, names)) {
    names.add(next.client).add(next.server);
    grown.add(next);
  }
  const between = ranked.filter(({ client, server }) => names.has(client) && names.has(server));
  const room = most.calls - grown.size;
  const others = new Set(between.filter((call) => !grown.has(call)).slice(0, Math.max(room, 0)));
  return {
    names: [...names],
    calls: between.filter((call) => grown.has(call) || others.has(call)),
    beyond: beyond(calls, names),
  };
}

/** The most telling first: a call counts by its share of all calls, and three times by its share of all that failed. */
function ranking<C extends Call>(calls: readonly C[]): readonly C[] {
  const sum = (of: (call: C) => number) =>
    Math.max(
      calls.reduce((total, call) => total + of(call), 0),
      1,
    );
  const [count, errors] = [sum(({ red }) => red.count), sum(({ red }) => red.errors)];
  const weight = ({ red }: C) => red.count / count + (3 * red.errors) / errors;
  return calls.toSorted((a, b) => weight(b) - weight(a));
}

/** The first call that leads out of what is there; where none does, the first that is not there at all. */
function pick<C extends Call>(ranked: readonly C[], names: ReadonlySet<string>): C | undefined {
  const isNew = ({ client, server }: C) => !names.has(client) || !names.has(server);
  const touches = ({ client, server }: C) => names.has(client) || names.has(server);
  return ranked.find((call) => isNew(call) && touches(call)) ?? ranked.find(isNew);
}

function beyond(calls: readonly Call[], names: ReadonlySet<string>) {
  const callers = new Map([...names].map((name) => [name, new Set<string>()]));
  const called = new Map([...names].map((name) => [name, new Set<string>()]));
  for (const { client, server } of calls) {
    if (!names.has(server)) {
      called.get(client)?.add(server);
    }
    if (!names.has(client)) {
      callers.get(server)?.add(client);
    }
  }
  return new Map(
    [...names].map((name) => [name, { callers: callers.get(name)!.size, called: called.get(name)!.size }]),
  );
}
