import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { spanIdHex } from "../model/columns";
import { formatSift, parseSift } from "../model/sift";
import { formatWindow, isWhole, parseWindow } from "../model/window";
import type { TraceSearch } from "./search";
import { NONE, type TraceView } from "./view";

/** Zooming changes the view each frame, the address only when it rests. */
const REST_MILLIS = 150;

/** Keeps the address and the view the same, whichever of them changes. */
export function useAddress(view: TraceView): void {
  const search = useSearch({ from: "/trace/$traceId" });
  const navigate = useNavigate({ from: "/trace/$traceId" });
  const known = useRef("");

  useEffect(() => {
    const wanted = JSON.stringify([search.span, search.z, search.find, search.f]);
    if (wanted !== known.current) {
      known.current = wanted;
      apply(view, search);
    }
  }, [view, search]);

  useEffect(() => {
    let timer = 0;
    const stop = view.subscribe(() => {
      clearTimeout(timer);
      timer = window.setTimeout(() => {
        const next = describe(view);
        const said = JSON.stringify([next.span, next.z, next.find, next.f]);
        if (said !== known.current) {
          known.current = said;
          void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
        }
      }, REST_MILLIS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [view, navigate]);
}

function apply(view: TraceView, search: TraceSearch): void {
  const window = parseWindow(search.z, view.columns.durationNanos);
  if (window) {
    view.setWindow(window);
  } else if (!isWhole(view.window, view.columns.durationNanos)) {
    view.showWhole();
  }
  if (search.f !== formatSift(view.sift)) {
    view.setSift(parseSift(search.f));
  }
  if ((search.find ?? "") !== view.findText) {
    view.find(search.find ?? "");
  }
  if (!search.span || !view.selectSpan(search.span)) {
    view.deselect();
  }
}

function describe(view: TraceView): TraceSearch {
  return {
    span: view.selected === NONE ? undefined : spanIdHex(view.columns, view.selected),
    z: isWhole(view.window, view.columns.durationNanos) ? undefined : formatWindow(view.window),
    find: view.findText || undefined,
    f: formatSift(view.sift),
  };
}
