import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { attributesQuery } from "../api/queries";
import type { Range } from "../api/types";
import { Suggest } from "../parts/Suggest";
import { keyCompletions, keyParameters } from "./useCompletions";

interface Props {
  readonly label: string;
  readonly placeholder: string;
  readonly range: Range;
  readonly query: string;
  /** What is chosen now; a picker that adds has nothing. */
  readonly value?: string;
  readonly onPick: (reference: string) => void;
}

/** Chooses an attribute by name, with how many spans have it. */
export function FieldPicker({ label, placeholder, range, query, value = "", onPick }: Props) {
  const [draft, setDraft] = useState<string | null>(null);
  const keys = useQuery({ ...attributesQuery(keyParameters(range, query)), enabled: draft !== null });
  const pick = (reference: string) => {
    setDraft(null);
    if (reference.trim() !== "" && reference !== value) {
      onPick(reference.trim());
    }
  };
  return (
    <span onFocus={() => draft === null && setDraft("")} onBlur={() => setDraft(null)}>
      <Suggest
        label={label}
        placeholder={value || placeholder}
        text={draft ?? value}
        suggestions={keyCompletions(keys.data ?? [], draft ?? "").map(({ insert, label: name, detail }) => ({
          text: insert,
          label: name,
          detail,
        }))}
        onText={setDraft}
        onChoose={({ text }) => pick(text)}
        onEnter={() => pick(draft ?? "")}
      />
    </span>
  );
}
