import { useState } from "react";
import { parseDuration } from "../model/duration";
import styles from "./DurationField.module.css";

interface Props {
  readonly label: string;
  readonly value: string | undefined;
  readonly onCommit: (value: string | undefined) => void;
}

/** A duration as text: `100ms`, `1.5s`. */
export function DurationField({ label, value = "", onCommit }: Props) {
  const [draft, setDraft] = useState(value);
  const [seen, setSeen] = useState(value);
  if (seen !== value) {
    setSeen(value);
    setDraft(value);
  }
  const isWrong = draft.trim() !== "" && parseDuration(draft) === null;
  const commit = () => {
    if (!isWrong && draft.trim() !== value) {
      onCommit(draft.trim() || undefined);
    }
  };
  return (
    <input
      className={styles["field"]}
      value={draft}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === "Enter" && commit()}
      placeholder={label === "Longer than" ? "≥ 100ms" : "≤ 2s"}
      aria-label={label}
      aria-invalid={isWrong}
      title={isWrong ? "A duration is a number and a unit: 100ms, 1.5s, 2m" : label}
      spellCheck={false}
      autoComplete="off"
    />
  );
}
