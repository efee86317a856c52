import { jaegerKeys, useKeySetting } from "../app/keySettings";
import { useKeys } from "../app/useKeys";
import { copyText } from "../parts/copyText";
import { jaegerTraceKeys, traceKeys } from "./traceKeys";
import type { TraceView } from "./view";

/** The keys of a trace, as the reader likes them. */
export function useTraceKeys(view: TraceView): void {
  const isJaeger = useKeySetting(jaegerKeys);
  useKeys({
    ...(isJaeger ? jaegerTraceKeys(view) : traceKeys(view)),
    y: () => void copyText(location.href),
  });
}
