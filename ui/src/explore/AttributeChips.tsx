import { X } from "lucide-react";
import { type KeyboardEvent, useId, useState } from "react";
import { formatFilter, parseFilter } from "../model/filter";
import styles from "./AttributeChips.module.css";

interface Props {
  readonly filters: readonly string[];
  readonly onChange: (filters: readonly string[]) => void;
}

/** Conditions on attributes as chips, each with the type its value was understood as. */
export function AttributeChips({ filters, onChange }: Props) {
  const [draft, setDraft] = useState("");
  const [isWrong, setWrong] = useState(false);
  const inputId = useId();
  const noteId = useId();
  const add = () => {
    const filter = parseFilter(draft);
    setWrong(filter === null && draft.trim() !== "");
    if (filter) {
      setDraft("");
      onChange([...new Set([...filters, formatFilter(filter)])]);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") {
      event.preventDefault();
      add();
    } else if (event.key === "Backspace" && draft === "" && filters.length > 0) {
      onChange(filters.slice(0, -1));
    }
  };
  return (
    <div className={styles["attributes"]}>
      <label className={styles["label"]} htmlFor={inputId}>
        Attributes
      </label>
      <div className={styles["field"]} data-wrong={isWrong}>
        {filters.map((filter) => (
          <Chip key={filter} text={filter} onRemove={() => onChange(filters.filter((other) => other !== filter))} />
        ))}
        <input
          id={inputId}
          value={draft}
          onChange={(event) => {
            setDraft(event.target.value);
            setWrong(false);
          }}
          onKeyDown={onKeyDown}
          onBlur={add}
          placeholder={filters.length === 0 ? "http.response.status_code=500" : "key=value"}
          aria-invalid={isWrong}
          aria-describedby={isWrong ? noteId : undefined}
          spellCheck={false}
          autoComplete="off"
        />
      </div>
      {isWrong && (
        <p id={noteId} className={styles["note"]} role="alert">
          An attribute condition is key=value, for instance http.route=/cart. Quotes make the value a string:
          id=&quot;7&quot;.
        </p>
      )}
    </div>
  );
}

function Chip({ text, onRemove }: { readonly text: string; readonly onRemove: () => void }) {
  const filter = parseFilter(text);
  return (
    <span className={styles["chip"]}>
      <span className={styles["text"]}>{text}</span>
      <span className={styles["type"]}>{typeof filter?.value}</span>
      <button type="button" aria-label={`Remove ${text}`} onClick={onRemove}>
        <X size={12} aria-hidden="true" />
      </button>
    </span>
  );
}
