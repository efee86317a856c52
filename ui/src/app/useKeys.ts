/** Single-key commands of a page; silent while the reader types or a dialog or a menu is open. */

import { useEffect, useRef } from "react";
import { hasLetterKeys } from "./letterKeys";

export type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => void>>;

export function useKeys(keys: KeyMap): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isBusy(event.target)) {
        return;
      }
      if (event.key.length === 1 && !hasLetterKeys()) {
        return;
      }
      const command = latest.current[event.shiftKey && event.key.length > 1 ? `Shift ${event.key}` : event.key];
      if (command) {
        event.preventDefault();
        command(event);
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

/** The reader types, or a dialog or a menu has the keys. */
export function isBusy(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    (target.closest("input, textarea, select, [contenteditable], dialog[open], [role=listbox]") !== null ||
      document.querySelector(":popover-open") !== null)
  );
}
