import { useLocation } from "@tanstack/react-router";
import { type RefObject, useEffect } from "react";

/** Tells the page around an embedded one that it is there, how high it is, and which span is selected. */
export function useEmbed(isOn: boolean, page: RefObject<HTMLElement | null>): void {
  const selected = useLocation({
    select: ({ pathname, searchStr }) => `${pathname}${new URLSearchParams(searchStr).get("span") ?? ""}`,
  });
  useEffect(() => {
    const { current } = page;
    if (!isOn || !current) {
      return undefined;
    }
    tell({ event: "ready" });
    const observer = new ResizeObserver(() => tell({ event: "height", height: current.scrollHeight }));
    observer.observe(current);
    return () => observer.disconnect();
  }, [isOn, page]);
  useEffect(() => {
    if (isOn) {
      const [, traceId = "", spanId = ""] = /^\/trace\/([0-9a-f]{32})([0-9a-f]{16})?$/.exec(selected) ?? [];
      tell({ event: "select", traceId, spanId });
    }
  }, [isOn, selected]);
}

/** Only pages of this same origin may hold this one, and nobody else is told. */
function tell(message: object): void {
  if (parent !== window) {
    parent.postMessage({ clew: 1, ...message }, location.origin);
  }
}
