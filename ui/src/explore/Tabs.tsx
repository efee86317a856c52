import { VIEWS, type View } from "./query";
import { intoView } from "../parts/intoView";
import styles from "./Tabs.module.css";

const NAMES: Readonly<Record<View, string>> = {
  traces: "Traces",
  spans: "Spans",
  breakdown: "Breakdown",
  compare: "Compare",
  structure: "Structure",
};

/** Which answer to the same query is shown. */
export function Tabs({ view, onView }: { readonly view: View; readonly onView: (view: View) => void }) {
  return (
    <div className={styles["tabs"]} role="group" aria-label="View">
      {VIEWS.map((name) => (
        <button
          key={name}
          type="button"
          ref={name === view ? intoView : undefined}
          aria-pressed={name === view}
          onClick={() => onView(name)}
        >
          {NAMES[name]}
        </button>
      ))}
    </div>
  );
}
