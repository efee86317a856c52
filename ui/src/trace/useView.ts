import { useSyncExternalStore } from "react";
import type { TraceView } from "./view";

/** Renders again only when what is read from the view has changed; read numbers and strings, not objects made on the spot. */
export function useView<T>(view: TraceView, read: (view: TraceView) => T): T {
  return useSyncExternalStore(view.subscribe, () => read(view));
}
