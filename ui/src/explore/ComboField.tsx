import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from "react-aria-components";
import type { ChoiceProps } from "./ChoiceField";
import styles from "./ComboField.module.css";

/** Longer lists are for typing, not for scrolling. */
const MAX_SHOWN = 100;

/** Chooses a known value or takes a typed one: what was searched for may be older than the list. */
export default function ComboField({ label, placeholder, value, options, onCommit }: ChoiceProps) {
  const [draft, setDraft] = useState(value);
  const [seen, setSeen] = useState(value);
  if (seen !== value) {
    setSeen(value);
    setDraft(value);
  }
  const commit = (next: string) => {
    setDraft(next);
    if (next.trim() !== value) {
      onCommit(next.trim());
    }
  };
  // An untouched field offers everything, so that another choice is one click away.
  const wanted = draft === value ? "" : draft.toLowerCase();
  const shown = options.filter((option) => option.toLowerCase().includes(wanted)).slice(0, MAX_SHOWN);
  return (
    <ComboBox
      className={styles["combo"]!}
      allowsCustomValue
      allowsEmptyCollection
      menuTrigger="focus"
      items={shown.map((name) => ({ name }))}
      inputValue={draft}
      onInputChange={setDraft}
      onSelectionChange={(key) => key !== null && commit(String(key))}
      onBlur={() => commit(draft)}
    >
      <Label className={styles["label"]!}>{label}</Label>
      <div className={styles["row"]}>
        <Input
          className={styles["input"]!}
          placeholder={placeholder}
          spellCheck={false}
          onKeyDown={(event) => event.key === "Enter" && commit(draft)}
        />
        <Button className={styles["open"]!}>
          <ChevronDown size={14} aria-hidden="true" />
        </Button>
      </div>
      <Popover className={styles["popover"]!} offset={4}>
        <ListBox
          className={styles["list"]!}
          renderEmptyState={() => <p className={styles["empty"]}>Nothing known by that name</p>}
        >
          {(item: { name: string }) => (
            <ListBoxItem id={item.name} textValue={item.name} className={styles["item"]!}>
              {item.name}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
