import * as fc from "fast-check";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { decodeColumns, nameOf, spanIdHex } from "../../src/model/columns";
import { findRows } from "../../src/model/find";
import { jaegerTraceKeys, traceKeys } from "../../src/trace/traceKeys";
import { treeKey } from "../../src/trace/treeKeys";
import { NONE, TraceView } from "../../src/trace/view";
import { encodeColumns } from "../fake/columns.mjs";
import { random } from "../fake/random.mjs";
import { checkout } from "../fake/checkout.mjs";
import { arbitraryColumns, bytesOf } from "./traces";

const columns = decodeColumns(bytesOf(encodeColumns(checkout(random(1), 1_700_000_000_000_000_000n, { fails: true }))));

let view: TraceView;
beforeEach(() => {
  view = new TraceView(columns);
});

describe("a trace view", () => {
  it("begins with everything open but runs of like siblings, and nothing selected", () => {
    expect(view.rows).toHaveLength(columns.spanCount - 5);
    expect(view.selected).toBe(NONE);
    expect(view.window).toEqual({ from: 0, to: columns.durationNanos });
  });

  it("moves the cursor to the row that hides it", () => {
    view.moveTo(5);
    view.setCollapsed(2, true);

    expect(view.cursor).toBe(2);
    expect(view.isCollapsed(2)).toBe(true);
  });

  it("opens what hides a span that is selected by its id", () => {
    view.collapseAll();
    const revealed = vi.fn();
    view.onReveal = revealed;

    const found = view.selectSpan(spanIdHex(columns, 20));

    expect(found).toBe(true);
    expect(view.selected).toBe(20);
    expect(view.rows).toContain(20);
    expect(revealed).toHaveBeenCalledWith(view.rows.indexOf(20));
  });

  it("knows nothing of a span that is not in the trace", () => {
    expect(view.selectSpan("ffffffffffffffff")).toBe(false);
    expect(view.selected).toBe(NONE);
  });

  it("goes round the errors", () => {
    const errors = view.facts.errorRows;
    view.moveTo(errors.at(-1)!);

    view.moveToError(1);

    expect(view.cursor).toBe(errors[0]);
  });

  it("takes an open span panel along with the cursor", () => {
    view.select(3);
    view.moveBy(1);

    expect(view.selected).toBe(4);
  });

  it("finds by name and stops at the first match from the cursor on", () => {
    view.find("select");

    expect(view.matches.length).toBe(7);
    expect(nameOf(columns, view.cursor)).toBe("SELECT stock");
    expect(view.cursor).toBe(view.matches[0]);
  });

  it("tells its listeners until they leave", () => {
    const listener = vi.fn();
    const leave = view.subscribe(listener);
    view.zoom(0.5);
    leave();
    view.showWhole();

    expect(listener).toHaveBeenCalledTimes(1);
  });
});

describe("tree keys", () => {
  it("close and open a row, and step to parent and child", () => {
    treeKey(view, "ArrowLeft");
    expect(view.isCollapsed(0)).toBe(true);
    treeKey(view, "ArrowRight");
    expect(view.isCollapsed(0)).toBe(false);
    treeKey(view, "ArrowRight");
    expect(view.cursor).toBe(1);
    treeKey(view, "ArrowLeft");
    expect(view.cursor).toBe(0);
  });

  it("go to the ends", () => {
    treeKey(view, "End");
    expect(view.cursor).toBe(columns.spanCount - 1);
    treeKey(view, "Home");
    expect(view.cursor).toBe(0);
  });

  it("leave other keys to others", () => {
    expect(treeKey(view, "q")).toBe(false);
  });

  it("keep the cursor on a visible row whatever is pressed", () => {
    const key = fc.constantFrom(
      "ArrowUp",
      "ArrowDown",
      "ArrowLeft",
      "ArrowRight",
      "Home",
      "End",
      "PageUp",
      "PageDown",
      "Enter",
      "[",
      "]",
      "e",
      "E",
    );
    fc.assert(
      fc.property(arbitraryColumns(), fc.array(key, { maxLength: 40 }), (any, keys) => {
        const walked = new TraceView(any);
        for (const pressed of keys) {
          if (pressed === "[") {
            walked.collapseAll();
          } else if (pressed === "]") {
            walked.expandAll();
          } else if (pressed === "e" || pressed === "E") {
            walked.moveToError(pressed === "e" ? 1 : -1);
          } else {
            treeKey(walked, pressed);
          }

          expect(walked.rows).toContain(walked.cursor);
        }
      }),
    );
  });
});

describe("findRows", () => {
  it("finds a span by the beginning of its id", () => {
    expect([...findRows(columns, spanIdHex(columns, 9).slice(0, 8))]).toEqual([9]);
  });

  it("finds nothing for an empty text", () => {
    expect(findRows(columns, "  ")).toHaveLength(0);
  });
});

describe("Jaeger's keys", () => {
  const press = (keys: ReturnType<typeof traceKeys>, key: string) => keys[key]!(undefined as never);

  it("move and zoom the time with bare arrows", () => {
    const keys = jaegerTraceKeys(view);

    press(keys, "ArrowUp");
    const { from, to } = view.window;
    expect(to - from).toBeLessThan(columns.durationNanos);
    press(keys, "ArrowLeft");
    expect(view.window.from).toBeLessThan(from);
    press(keys, "ArrowDown");
    press(keys, "ArrowDown");
    expect(view.window).toEqual({ from: 0, to: columns.durationNanos });
  });

  it("go from span to span, and by level", () => {
    const keys = jaegerTraceKeys(view);
    const all = view.rows.length;

    press(keys, "f");
    press(keys, "f");
    press(keys, "b");
    expect(view.cursor).toBe(view.rows[1]);
    press(keys, "p");
    expect(view.rows.length).toBeLessThan(all);
    press(keys, "o");
    expect(view.rows).toHaveLength(all);
  });

  it("clear what is found with Escape", () => {
    view.find("select");
    press(jaegerTraceKeys(view), "Escape");

    expect(view.findText).toBe("");
  });

  it("are not ours: there an arrow is the tree's", () => {
    expect(traceKeys(view)["ArrowUp"]).toBeUndefined();
  });
});
