import { ChevronDown, ChevronUp, Search, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { fetchMatches } from "../api/client";
import { jaegerKeys, useKeySetting } from "../app/keySettings";
import { useKeys } from "../app/useKeys";
import { rowsOfSpans } from "../model/columns";
import { positionOf } from "../model/tree";
import controls from "../parts/controls.module.css";
import styles from "./FindBox.module.css";
import { useView } from "./useView";
import type { TraceView } from "./view";

/** A letter says too little to look through all attributes for it. */
const SHORTEST = 2;
const REST_MILLIS = 250;

/** Finds by service, span name or span id at once, in the structure that is here; attributes are looked through where they are. */
export function FindBox({ view }: { readonly view: TraceView }) {
  const text = useView(view, ({ findText }) => findText);
  const matches = useView(view, (current) => current.matches);
  const cursor = useView(view, (current) => current.cursor);
  const at = positionOf(matches, cursor);
  const isOn = matches[at] === cursor;
  const { traceId } = view.columns;
  const input = useRef<HTMLInputElement>(null);
  useKeys(useKeySetting(jaegerKeys) ? { "Ctrl b": () => input.current?.focus() } : {});
  useEffect(() => {
    if (text.trim().length < SHORTEST) {
      return;
    }
    const stop = new AbortController();
    const timer = setTimeout(() => {
      // Without an answer what is known here stays.
      fetchMatches(traceId, text.trim(), stop.signal)
        .then((spanIds) => view.foundMore(text, rowsOfSpans(view.columns, spanIds).values()))
        .catch(() => {});
    }, REST_MILLIS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [view, traceId, text]);
  return (
    <div className={styles["find"]}>
      <Search size={14} aria-hidden="true" />
      <input
        ref={input}
        value={text}
        onChange={(event) => view.find(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") {
            view.moveToMatch(event.shiftKey ? -1 : 1);
          } else if (event.key === "Escape") {
            view.find("");
            event.currentTarget.blur();
          }
        }}
        placeholder="Find name or attribute"
        aria-label="Find in this trace"
        spellCheck={false}
        autoComplete="off"
      />
      <span className={styles["count"]} role="status">
        {text !== "" && (matches.length === 0 ? "none" : `${isOn ? at + 1 : "–"}/${matches.length}`)}
      </span>
      {text !== "" && (
        <>
          <button
            type="button"
            className={controls["quiet"]}
            aria-label="Previous match"
            title="Previous match (N)"
            onClick={() => view.moveToMatch(-1)}
          >
            <ChevronUp size={14} aria-hidden="true" />
          </button>
          <button
            type="button"
            className={controls["quiet"]}
            aria-label="Next match"
            title="Next match (n)"
            onClick={() => view.moveToMatch(1)}
          >
            <ChevronDown size={14} aria-hidden="true" />
          </button>
          <button type="button" className={controls["quiet"]} aria-label="Clear" onClick={() => view.find("")}>
            <X size={14} aria-hidden="true" />
          </button>
        </>
      )}
    </div>
  );
}
