import { type KeyboardEvent, useState } from "react";
import type { Range } from "../api/types";
import type { Mistake } from "../model/completion";
import styles from "./Editor.module.css";

export interface EditorProps {
  readonly text: string;
  readonly range: Range;
  readonly mistake: Mistake | null;
  readonly onRun: (text: string) => void;
}

interface Props extends Pick<EditorProps, "text" | "onRun"> {
  readonly label?: string;
  /** Hears every key. */
  readonly onDraft?: (text: string) => void;
}

/** Takes a query until the real editor has arrived, or where there are many. */
export function PlainEditor({ text, label = "TraceQL", onDraft, onRun }: Props) {
  const [draft, setDraft] = useState(text);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      onRun(draft);
    }
  };
  return (
    <textarea
      className={styles["plain"]}
      aria-label={label}
      value={draft}
      rows={1}
      spellCheck={false}
      onChange={(event) => {
        setDraft(event.target.value);
        onDraft?.(event.target.value);
      }}
      onKeyDown={onKeyDown}
    />
  );
}
