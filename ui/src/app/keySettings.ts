/** What keys are to a reader; remembered in this browser. */

import { useSyncExternalStore } from "react";

/** A switch that whoever asks hears of. */
export interface KeySetting {
  readonly isOn: () => boolean;
  readonly keep: (isOn: boolean) => void;
  readonly listen: (onChange: () => void) => () => void;
}

/** Single letters and signs are commands; who dictates or types by accident switches them off. */
export const letterKeys = setting("clew.letterKeys", true);

/** In a trace, keys mean what they do in Jaeger's page: above all bare arrows move and zoom the time. */
export const jaegerKeys = setting("clew.jaegerKeys", false);

export const useKeySetting = ({ listen, isOn }: KeySetting) => useSyncExternalStore(listen, isOn);

function setting(key: string, usual: boolean): KeySetting {
  const listeners = new Set<() => void>();
  return {
    isOn: () => {
      try {
        const kept = localStorage.getItem(key);
        return kept === null ? usual : kept === "on";
      } catch {
        // A browser that keeps nothing has what is usual.
        return usual;
      }
    },
    keep: (isOn) => {
      try {
        localStorage.setItem(key, isOn ? "on" : "off");
      } catch {
        // As above.
      }
      listeners.forEach((listener) => listener());
    },
    listen: (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
  };
}
