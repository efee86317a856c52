import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { letterKeys } from "./keySettings";
import { isBusy } from "./useKeys";

const PAGES = {
  h: "/",
  e: "/explore",
  s: "/services",
  m: "/map",
  r: "/errors",
  l: "/live",
  f: "/funnels",
} as const;
const WITHIN_MILLIS = 1500;

/** `g` and a letter go to a page; the letter means nothing else then. */
export function useGoKeys(): void {
  const navigate = useNavigate();
  useEffect(() => {
    let since = -Infinity;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isBusy(event.target) || !letterKeys.isOn()) {
        return;
      }
      const page = PAGES[event.key as keyof typeof PAGES];
      if (page && event.timeStamp - since < WITHIN_MILLIS) {
        event.preventDefault();
        event.stopPropagation();
        void navigate({ to: page });
      }
      since = event.key === "g" ? event.timeStamp : -Infinity;
    };
    // Before the keys of the page, which may use the letter themselves.
    document.addEventListener("keydown", onKey, true);
    return () => document.removeEventListener("keydown", onKey, true);
  }, [navigate]);
}
