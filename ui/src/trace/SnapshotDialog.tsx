import { X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { Findings } from "../api/analysis";
import { MOST_SPANS, makeSnapshot } from "../api/snapshot";
import { Redaction, USUAL_KEYS } from "../model/redact";
import controls from "../parts/controls.module.css";
import dialogs from "../parts/Dialog.module.css";
import type { TraceView } from "./view";

interface Props {
  readonly view: TraceView;
  readonly findings: Findings | null;
  readonly onClose: () => void;
}

type State = { readonly step: "asking" | "making" } | { readonly step: "done" | "failed"; readonly said: string };

/** Shows what will be left out before the file is made. */
export function SnapshotDialog({ view, findings, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const stop = useRef(new AbortController());
  const [keys, setKeys] = useState(USUAL_KEYS.join("\n"));
  const [state, setState] = useState<State>({ step: "asking" });
  const { columns } = view;

  useEffect(() => {
    const { current } = stop;
    dialog.current!.showModal();
    return () => current.abort();
  }, []);

  const make = async () => {
    setState({ step: "making" });
    try {
      const redaction = new Redaction(keys.split("\n"));
      const text = await makeSnapshot(columns, findings, redaction, stop.current.signal);
      saveFile(`trace-${columns.traceId}.html`, text);
      setState({
        step: "done",
        said: `Saved, ${Math.round(text.length / 1024)} KB; ${redaction.count} values were redacted.`,
      });
    } catch (error) {
      setState({ step: "failed", said: error instanceof Error ? error.message : String(error) });
    }
  };

  return (
    <dialog ref={dialog} className={dialogs["sheet"]} aria-labelledby="snapshot" onClose={onClose} closedby="any">
      <div className={dialogs["head"]}>
        <h2 id="snapshot">Save a snapshot</h2>
        <button type="button" className={controls["quiet"]} aria-label="Close" onClick={() => dialog.current!.close()}>
          <X size={16} aria-hidden="true" />
        </button>
      </div>
      <p>
        One HTML file with this trace and its viewer. It opens without a server, also from a disk, and sends nothing
        anywhere.
        {columns.spanCount > MOST_SPANS &&
          ` Attributes of the first ${MOST_SPANS} spans are in it; all spans are drawn.`}
      </p>
      <label>
        Values of keys that contain one of these, a line each, become [redacted]. Everywhere else e-mail addresses,
        tokens, passwords in addresses and card numbers do.
        <textarea
          className={dialogs["text"]}
          rows={9}
          value={keys}
          spellCheck={false}
          onChange={(event) => setKeys(event.target.value)}
        />
      </label>
      <p role="status" className={dialogs["said"]} data-failed={state.step === "failed"}>
        {state.step === "making" ? "Reading attributes…" : "said" in state ? state.said : ""}
      </p>
      <button
        type="button"
        className={controls["primary"]}
        disabled={state.step === "making"}
        onClick={() => void make()}
      >
        Save the file
      </button>
    </dialog>
  );
}

function saveFile(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/html" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
