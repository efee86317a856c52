import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import styles from "./Suggest.module.css";

export interface Suggestion {
  /** The text of the field once it is chosen. */
  readonly text: string;
  readonly label: string;
  readonly detail?: string | undefined;
}

interface Props {
  readonly label: string;
  readonly placeholder: string;
  readonly text: string;
  readonly suggestions: readonly Suggestion[];
  readonly onText: (text: string) => void;
  /** Enter with nothing chosen. */
  readonly onEnter: () => void;
  /** A suggestion was taken; without it the field keeps its text and goes on. */
  readonly onChoose?: (suggestion: Suggestion) => void;
  readonly onErase?: () => void;
  readonly isWrong?: boolean;
  readonly describedBy?: string | undefined;
  readonly children?: ReactNode;
}

/** A text field that offers what could be written: arrows choose, Enter and Tab take, Escape closes. */
export function Suggest(props: Props) {
  const { label, placeholder, text, suggestions, onText, isWrong = false, describedBy } = props;
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const isShown = isOpen && suggestions.length > 0;
  const at = active < suggestions.length ? active : -1;

  const take = (suggestion: Suggestion) => {
    setActive(-1);
    if (props.onChoose) {
      setOpen(false);
      props.onChoose(suggestion);
    } else {
      onText(suggestion.text);
      input.current?.focus();
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && suggestions.length > 0) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      setActive(isShown ? (at + step + suggestions.length + (at < 0 && step < 0 ? 1 : 0)) % suggestions.length : 0);
      setOpen(true);
    } else if ((event.key === "Enter" || event.key === "Tab") && isShown && at >= 0) {
      event.preventDefault();
      take(suggestions[at]!);
    } else if (event.key === "Enter") {
      event.preventDefault();
      setOpen(false);
      props.onEnter();
    } else if (event.key === "Escape" && isShown) {
      event.preventDefault();
      setOpen(false);
    } else if (event.key === "Backspace" && text === "") {
      props.onErase?.();
    }
  };

  return (
    <div
      className={styles["suggest"]}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setOpen(false)}
    >
      <input
        ref={input}
        role="combobox"
        aria-label={label}
        aria-expanded={isShown}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={isShown && at >= 0 ? `${listId}-${at}` : undefined}
        aria-invalid={isWrong}
        aria-describedby={describedBy}
        value={text}
        placeholder={placeholder}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => {
          setOpen(true);
          setActive(-1);
          onText(event.target.value);
        }}
        onFocus={() => setOpen(true)}
        onClick={() => setOpen(true)}
        onKeyDown={onKeyDown}
      />
      <div id={listId} role="listbox" aria-label={label} className={styles["list"]} hidden={!isShown}>
        {isShown &&
          suggestions.map((suggestion, place) => (
            <div
              key={suggestion.text}
              id={`${listId}-${place}`}
              ref={place === at ? (item) => item?.scrollIntoView({ block: "nearest" }) : undefined}
              role="option"
              aria-selected={place === at}
              // Before the field loses the focus, which would close the list.
              onPointerDown={(event) => {
                event.preventDefault();
                take(suggestion);
              }}
            >
              <span>{suggestion.label}</span>
              {suggestion.detail !== undefined && <small>{suggestion.detail}</small>}
            </div>
          ))}
      </div>
    </div>
  );
}
