import { Suspense, lazy } from "react";
import styles from "./ComboField.module.css";

export interface ChoiceProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly options: readonly string[];
  readonly onCommit: (value: string) => void;
}

const ComboField = lazy(() => import("./ComboField"));

/** A field that takes text at once and offers choices as soon as the code for that is here. */
export function ChoiceField(props: ChoiceProps) {
  return (
    <Suspense fallback={<PlainField {...props} />}>
      <ComboField {...props} />
    </Suspense>
  );
}

function PlainField({ label, placeholder, value, onCommit }: ChoiceProps) {
  return (
    <label className={styles["combo"]}>
      <span className={styles["label"]}>{label}</span>
      <input
        className={styles["input"]}
        defaultValue={value}
        placeholder={placeholder}
        spellCheck={false}
        onKeyDown={(event) => event.key === "Enter" && onCommit(event.currentTarget.value.trim())}
      />
    </label>
  );
}
