import { type KeyboardEvent, type MouseEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import { jaegerKeys } from "../app/keySettings";
import { type Geometry, ROW_HEIGHT, hitTest } from "../model/geometry";
import { keepPainted } from "../parts/canvas";
import { Rows } from "./Rows";
import { paintTimeline } from "./paintTimeline";
import styles from "./Timeline.module.css";
import { type MenuPlace, SpanMenu } from "./SpanMenu";
import { treeKey } from "./treeKeys";
import { useMeasure } from "./useMeasure";
import { useView } from "./useView";
import { NONE, type TraceView } from "./view";
import { useTimelineWheel } from "./useTimelineWheel";

/** Real rows follow the picture once scrolling rests. */
const REST_MILLIS = 120;

interface Props {
  readonly view: TraceView;
  readonly nameWidth: number;
}

/** The canvas paints, the scroller above it moves, and its rows are there for keyboard and screen reader. */
export function Timeline({ view, nameWidth }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const rowCount = useView(view, ({ rows }) => rows.length);
  const [first, setFirst] = useState(0);
  const [shownCount, setShownCount] = useState(40);

  const geometry = (): Geometry => ({ width: canvas.current!.clientWidth, nameWidth, maxDepth: view.facts.maxDepth });

  useEffect(() => {
    const box = scroller.current!;
    const painted = keepPainted(canvas.current!, (context, width, height) => {
      const sight = { geometry: { width, nameWidth, maxDepth: view.facts.maxDepth }, scrollTop: box.scrollTop };
      paintTimeline(context, height, view, sight);
    });
    let rest = 0;
    const settle = () => {
      setFirst(Math.floor(box.scrollTop / ROW_HEIGHT));
      setShownCount(Math.ceil(box.clientHeight / ROW_HEIGHT) + 1);
    };
    const onScroll = () => {
      painted.repaint();
      clearTimeout(rest);
      rest = window.setTimeout(settle, REST_MILLIS);
    };
    const observer = new ResizeObserver(settle);
    observer.observe(box);
    box.addEventListener("scroll", onScroll, { passive: true });
    const stop = view.subscribe(painted.repaint);
    painted.repaint();
    return () => {
      clearTimeout(rest);
      stop();
      observer.disconnect();
      box.removeEventListener("scroll", onScroll);
      painted.stop();
    };
  }, [view, nameWidth]);

  useEffect(() => {
    view.onReveal = (position) => scrollToRow(scroller.current!, position);
    // A deep link was applied before there was anything to scroll.
    view.onReveal(view.rows.indexOf(view.cursor));
    return () => {
      view.onReveal = () => {};
    };
  }, [view]);

  useTimelineWheel(scroller, view, nameWidth);
  const { onDrag, ...measuring } = useMeasure(view, geometry);
  const [menu, setMenu] = useState<MenuPlace | null>(null);

  const hit = (event: MouseEvent) => {
    const box = scroller.current!;
    const bounds = box.getBoundingClientRect();
    return hitTest(
      geometry(),
      view.rows,
      view.columns.depth,
      event.clientX - bounds.left,
      event.clientY - bounds.top + box.scrollTop,
    );
  };
  const onMove = (event: PointerEvent) => {
    onDrag(event);
    const found = hit(event);
    view.point(
      found ? view.rows[found.position]! : NONE,
      event.clientX - scroller.current!.getBoundingClientRect().left,
    );
  };
  const onClick = (event: MouseEvent) => {
    const found = hit(event);
    // A drag with alt measures.
    if (!found || event.altKey) {
      return;
    }
    const row = view.rows[found.position]!;
    if (found.part === "expander" && view.isFolded(row)) {
      view.setFolded(row, false);
    } else if (found.part === "expander" && view.hasChildren(row)) {
      view.setCollapsed(row, !view.isCollapsed(row));
    } else {
      view.select(row);
    }
  };
  const onContextMenu = (event: MouseEvent) => {
    const found = hit(event);
    if (found) {
      event.preventDefault();
      setMenu({ row: view.rows[found.position]!, x: event.clientX, y: event.clientY });
    }
  };
  const onDoubleClick = (event: MouseEvent) => {
    const found = hit(event);
    if (found?.part === "lane") {
      view.frame(view.rows[found.position]!);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    // Jaeger's arrows are not the tree's.
    const isElsewhere = event.key.startsWith("Arrow") && jaegerKeys.isOn();
    if (isPlain && !isElsewhere && treeKey(view, event.key)) {
      event.preventDefault();
    }
  };

  return (
    <div className={styles["timeline"]}>
      <canvas ref={canvas} className={styles["canvas"]} aria-hidden="true" />
      <div
        ref={scroller}
        className={styles["scroller"]}
        role="treegrid"
        aria-label="Spans"
        aria-rowcount={rowCount}
        aria-colcount={3}
        tabIndex={-1}
        onPointerMove={onMove}
        onPointerLeave={() => view.point(NONE, NONE)}
        onClick={onClick}
        onDoubleClick={onDoubleClick}
        onContextMenu={onContextMenu}
        {...measuring}
        onKeyDown={onKeyDown}
      >
        <div className={styles["content"]} role="rowgroup" style={{ height: rowCount * ROW_HEIGHT }}>
          <Rows view={view} first={first} count={shownCount} />
        </div>
      </div>
      {menu && <SpanMenu view={view} place={menu} onClose={() => setMenu(null)} />}
    </div>
  );
}

/** Keeps two rows of context above and below where there are any. */
function scrollToRow(box: HTMLElement, position: number): void {
  const top = position * ROW_HEIGHT;
  const context = ROW_HEIGHT * 2;
  if (top < box.scrollTop + context) {
    box.scrollTop = top - context;
  } else if (top + ROW_HEIGHT > box.scrollTop + box.clientHeight - context) {
    box.scrollTop = top + ROW_HEIGHT + context - box.clientHeight;
  }
}
