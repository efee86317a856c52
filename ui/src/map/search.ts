import { type Search, flag, text } from "../app/searchParams";
import { type TimeSearch, validateTime } from "../model/range";

export const MAP_VIEWS = ["picture", "matrix", "list"] as const;

export interface MapSearch extends TimeSearch {
  /** A TraceQL query: the map is that of the traces it finds. */
  readonly q?: string | undefined;
  readonly focus?: string | undefined;
  readonly hops?: number | undefined;
  /** Hides calls that are a smaller share of all. */
  readonly min?: number | undefined;
  /** Draws all services, however many. */
  readonly all?: boolean | undefined;
  readonly view?: (typeof MAP_VIEWS)[number] | undefined;
}

export function validateMap(raw: Search): MapSearch {
  const hops = Number(text(raw, "hops"));
  const min = Number(text(raw, "min"));
  return {
    ...validateTime(raw),
    q: text(raw, "q"),
    focus: text(raw, "focus"),
    hops: Number.isInteger(hops) && hops > 1 && hops <= 10 ? hops : undefined,
    min: min > 0 && min <= 1 ? min : undefined,
    all: flag(raw, "all"),
    view: MAP_VIEWS.find((view) => view === text(raw, "view") && view !== "picture"),
  };
}
