import { X } from "lucide-react";
import { useEffect, useRef } from "react";
import controls from "../parts/controls.module.css";
import dialogs from "../parts/Dialog.module.css";
import { type KeySetting, jaegerKeys, letterKeys, useKeySetting } from "./keySettings";
import styles from "./KeyboardHelp.module.css";

interface Group {
  readonly name: string;
  readonly keys: readonly (readonly [keys: string, what: string])[];
}

const GROUPS: readonly Group[] = [
  {
    name: "Everywhere",
    keys: [
      ["/ Ctrl+K", "Go to the search box"],
      ["?", "This help"],
      ["g e", "Explore; g s services, g m map, g r errors, g l live, g f funnels, g h home"],
    ],
  },
  {
    name: "Search results",
    keys: [
      ["j k", "Next, previous trace"],
      ["Enter", "Open the trace"],
      ["x c", "Tick a trace, compare two that are ticked"],
    ],
  },
];

const CLEW_SPANS: Group["keys"] = [
  ["↑ ↓", "Previous, next span"],
  ["← →", "Collapse, expand; then parent, first child"],
  ["p P", "Parent, first child"],
  ["] [", "Collapse all, expand all"],
  ["o i", "Collapse, expand one level"],
];

const JAEGER_SPANS: Group["keys"] = [
  ["b f", "Previous, next span"],
  ["P", "First child"],
  ["] [", "Collapse all, expand all"],
  ["p o", "Collapse, expand one level"],
  ["Ctrl+B", "Find in the trace"],
];

const SPANS: Group["keys"] = [
  ["Enter", "Show the span"],
  [". u", "Close all beside the span and frame it; frame its parent"],
  ["y", "Copy a link to what is shown"],
  ["e E", "Next, previous error"],
  ["r", "Where the first error began"],
  ["n N", "Next, previous match"],
  ["w s", "A page of spans up, down"],
];

const CLEW_TIME: Group["keys"] = [
  ["f", "Frame the span"],
  ["a d", "Move left, right"],
];

const JAEGER_TIME: Group["keys"] = [
  ["← → a d", "Move left, right"],
  ["↑ ↓", "Zoom in, out"],
  ["A D", "Move left, right in large steps"],
];

const TIME: Group["keys"] = [
  ["+ −", "Zoom in, out"],
  ["0", "Whole trace"],
  ["Shift+arrows", "Move and zoom in large steps"],
  ["Alt+drag", "Measure the time between"],
  ["Ctrl wheel", "Zoom at the pointer"],
  ["Shift wheel", "Move left, right"],
];

const groups = (isJaeger: boolean): readonly Group[] => [
  ...GROUPS,
  {
    name: "Trace: spans",
    keys: [
      ...(isJaeger ? JAEGER_SPANS : CLEW_SPANS),
      ...SPANS,
      ["Esc", isJaeger ? "Close the span, clear what is found" : "Close the span"],
    ],
  },
  { name: "Trace: time", keys: [...(isJaeger ? JAEGER_TIME : CLEW_TIME), ...TIME] },
];

interface Props {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function KeyboardHelp({ isOpen, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const isJaeger = useKeySetting(jaegerKeys);
  useEffect(() => {
    if (isOpen) {
      dialog.current?.showModal();
    } else {
      dialog.current?.close();
    }
  }, [isOpen]);
  return (
    <dialog
      ref={dialog}
      className={dialogs["sheet"]}
      data-wide="true"
      aria-labelledby="keyboard-help"
      onClose={onClose}
      closedby="any"
    >
      <div className={dialogs["head"]}>
        <h2 id="keyboard-help">Keyboard</h2>
        <button type="button" className={controls["quiet"]} aria-label="Close" onClick={onClose}>
          <X size={16} aria-hidden="true" />
        </button>
      </div>
      <div className={styles["groups"]}>
        {groups(isJaeger).map((group) => (
          <section key={group.name}>
            <h3>{group.name}</h3>
            <dl>
              {group.keys.map(([keys, what]) => (
                <div key={keys}>
                  <dt>
                    {keys.split(" ").map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <section>
          <h3>Signs in a trace</h3>
          <dl>
            <div>
              <dt>
                <span className={styles["own"]} />
              </dt>
              <dd>The span works itself</dd>
            </div>
            <div>
              <dt>
                <span className={styles["waiting"]} />
              </dt>
              <dd>It waits for the spans below it</dd>
            </div>
            <div>
              <dt>
                <span className={styles["path"]} />
              </dt>
              <dd>It holds up the trace: critical path</dd>
            </div>
            <div>
              <dt>
                <span className={styles["failed"]} />
              </dt>
              <dd>It failed</dd>
            </div>
            <div>
              <dt>
                <span className={styles["ghost"]} />
              </dt>
              <dd>Where it would lie if its clock were right</dd>
            </div>
          </dl>
        </section>
      </div>
      <div className={styles["switches"]}>
        <Switch setting={letterKeys}>Single letters and signs are commands</Switch>
        <Switch setting={jaegerKeys}>Jaeger keys in a trace: bare arrows move and zoom the time</Switch>
      </div>
    </dialog>
  );
}

function Switch({ setting, children }: { readonly setting: KeySetting; readonly children: string }) {
  return (
    <label>
      <input
        type="checkbox"
        checked={useKeySetting(setting)}
        onChange={(event) => setting.keep(event.target.checked)}
      />
      {children}
    </label>
  );
}
