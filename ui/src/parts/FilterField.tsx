import { useState } from "react";
import controls from "./controls.module.css";

interface Props {
  readonly label: string;
  readonly value: string | undefined;
  /** Hears every letter; the address keeps up with it in its own time. */
  readonly onChange: (value: string | undefined) => void;
}

/** Narrows a list by name; what is typed is kept in the address. */
export function FilterField({ label, value, onChange }: Props) {
  const [text, setText] = useState(value ?? "");
  return (
    <input
      className={`${controls["field"]} ${controls["narrow"]}`}
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        onChange(event.target.value || undefined);
      }}
      placeholder={label}
      aria-label={label}
      spellCheck={false}
      autoComplete="off"
    />
  );
}
