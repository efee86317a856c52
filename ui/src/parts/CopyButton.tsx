import { Check, Copy, X } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { copyText } from "./copyText";
import controls from "./controls.module.css";

interface Props {
  readonly text: string | (() => string);
  readonly label: string;
  readonly children?: ReactNode;
}

type Outcome = "idle" | "copied" | "failed";

const ICONS = { idle: Copy, copied: Check, failed: X };

/** Puts a text on the clipboard and says for a moment whether that worked. */
export function CopyButton({ text, label, children }: Props) {
  const [outcome, setOutcome] = useState<Outcome>("idle");
  useEffect(() => {
    if (outcome === "idle") {
      return;
    }
    const timer = setTimeout(() => setOutcome("idle"), 1500);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = async () => {
    const copied = await copyText(typeof text === "string" ? text : text());
    setOutcome(copied ? "copied" : "failed");
  };
  const Icon = ICONS[outcome];
  const said = outcome === "idle" ? label : outcome === "copied" ? "Copied" : "The browser did not allow copying";
  return (
    <button type="button" className={controls["quiet"]} onClick={() => void copy()} aria-label={said} title={said}>
      <Icon size={14} aria-hidden="true" />
      {children}
    </button>
  );
}
