import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { localTrace } from "../api/local";
import { lastSteps, withStep } from "../funnels/search";
import { nameOf, serviceOf, spanIdHex } from "../model/columns";
import { formatChips, quote } from "../model/traceql";
import { copyText } from "../parts/copyText";
import styles from "./SpanMenu.module.css";
import { spanAddress } from "./spanAddress";
import { NONE, type TraceView } from "./view";

export interface MenuPlace {
  readonly row: number;
  readonly x: number;
  readonly y: number;
}

interface Props {
  readonly view: TraceView;
  readonly place: MenuPlace;
  readonly onClose: () => void;
}

/** What can be done with the span that was clicked with the other button. */
export function SpanMenu({ view, place: { row, x, y }, onClose }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const { columns } = view;
  const [service, name, spanId] = [serviceOf(columns, row), nameOf(columns, row), spanIdHex(columns, row)];
  useEffect(() => {
    const { current } = box;
    current?.showPopover();
    const { width, height } = current!.getBoundingClientRect();
    current!.style.left = `${Math.max(Math.min(x, innerWidth - width - 8), 8)}px`;
    current!.style.top = `${Math.max(Math.min(y, innerHeight - height - 8), 8)}px`;
    current?.querySelector("button")?.focus();
  }, [x, y]);
  const act = (what: () => void) => () => {
    what();
    onClose();
  };
  const like = [
    { field: "resource.service.name", operator: "=", value: quote(service) },
    { field: "name", operator: "=", value: quote(name) },
  ] as const;
  return (
    <div
      ref={box}
      popover="auto"
      className={styles["menu"]}
      role="group"
      aria-label={`With ${service} ${name}`}
      onToggle={(event) => event.newState === "closed" && onClose()}
    >
      <button type="button" onClick={act(() => view.frame(row))}>
        Frame it <kbd>f</kbd>
      </button>
      <button type="button" onClick={act(() => view.showOnly(row))}>
        Close all beside it <kbd>.</kbd>
      </button>
      {columns.parent[row] !== NONE && (
        <button type="button" onClick={act(() => view.select(columns.parent[row]!))}>
          Go to its parent <kbd>p</kbd>
        </button>
      )}
      <button type="button" onClick={act(() => view.setSift({ ...view.sift, service }))}>
        Only {service}
      </button>
      <button type="button" onClick={act(() => void copyText(spanId))}>
        Copy the span id
      </button>
      {localTrace(columns.traceId) === null && (
        <>
          <button type="button" onClick={act(() => void copyText(spanAddress(columns.traceId, spanId)))}>
            Copy a link to it
          </button>
          <Link to="/explore" search={{ q: formatChips({ chips: like, rest: "" }) }}>
            All spans like it
          </Link>
          <Link to="/funnels" search={{ steps: withStep(lastSteps(), formatChips({ chips: like, rest: "" })) }}>
            Add to the funnel
          </Link>
        </>
      )}
    </div>
  );
}
