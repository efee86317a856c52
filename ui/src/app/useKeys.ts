/** Single-key commands of a page; silent while the reader types or a dialog or a menu is open. */

import { useEffect, useRef } from "react";
import { letterKeys } from "./keySettings";

export type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => void>>;

export function useKeys(keys: KeyMap): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.metaKey || event.altKey || isBusy(event.target)) {
        return;
      }
      if (event.key.length === 1 && !event.ctrlKey && !letterKeys.isOn()) {
        return;
      }
      const command = latest.current[nameOf(event)];
      if (command) {
        event.preventDefault();
        command(event);
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

/** `a`, `A`, `Shift ArrowUp`, `Ctrl b`. */
function nameOf({ key, shiftKey, ctrlKey }: KeyboardEvent): string {
  return `${ctrlKey ? "Ctrl " : ""}${shiftKey && key.length > 1 ? "Shift " : ""}${key}`;
}

/** The reader types, or a dialog or a menu has the keys. */
export function isBusy(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    (target.closest("input, textarea, select, [contenteditable], dialog[open], [role=listbox]") !== null ||
      document.querySelector(":popover-open") !== null)
  );
}
