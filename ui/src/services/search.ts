/** What the addresses of the services and of one say beside the time. */

import { type Search, text } from "../app/searchParams";
import { type TimeSearch, validateTime } from "../model/range";

export const ORDERS = ["busiest", "most errors", "slowest", "name"] as const;
export type ServicesOrder = (typeof ORDERS)[number];

export interface ServicesSearch extends TimeSearch {
  /** Only services with this in their names. */
  readonly find?: string | undefined;
  readonly order?: ServicesOrder | undefined;
}

export function validateServices(raw: Search): ServicesSearch {
  return {
    find: text(raw, "find"),
    order: ORDERS.find((order) => order === text(raw, "order") && order !== "busiest"),
    ...validateTime(raw),
  };
}

export const TABS = ["operations", "callers", "calls", "versions"] as const;
export type ServiceTab = (typeof TABS)[number];

export interface ServiceSearch extends TimeSearch {
  /** Only operations with this in their names. */
  readonly op?: string | undefined;
  readonly tab?: ServiceTab | undefined;
}

export function validateService(raw: Search): ServiceSearch {
  return {
    op: text(raw, "op"),
    tab: TABS.find((tab) => tab === text(raw, "tab") && tab !== "operations"),
    ...validateTime(raw),
  };
}

/** Whether a name is looked for, whatever its case. */
export const isNamed = (name: string, wanted: string | undefined) =>
  name.toLowerCase().includes((wanted ?? "").trim().toLowerCase());
