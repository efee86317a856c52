/** Whose clock moments are shown by: the reader's or UTC; remembered in this browser. */

import { ZONES, type Zone } from "../model/time";

const KEY = "clew.zone";

export function storedZone(): Zone {
  try {
    const stored = localStorage.getItem(KEY);
    return ZONES.find((zone) => zone === stored) ?? "local";
  } catch {
    return "local";
  }
}

export function storeZone(zone: Zone): void {
  try {
    localStorage.setItem(KEY, zone);
  } catch {
    // A browser that keeps nothing still shows it until the page is left.
  }
}
