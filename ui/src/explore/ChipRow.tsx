import { X } from "lucide-react";
import { useId, useState } from "react";
import type { Range } from "../api/types";
import { Suggest } from "../parts/Suggest";
import { type Chip, type ChipQuery, formatChip, formatChips, parseChip, plainValue } from "../model/traceql";
import styles from "./ChipRow.module.css";
import { useCompletions } from "./useCompletions";

interface Props {
  readonly query: ChipQuery;
  readonly range: Range;
  readonly onChange: (query: ChipQuery) => void;
}

/** The conditions as chips, and one field for the next: field, sign, value, each with what there is. */
export function ChipRow({ query, range, onChange }: Props) {
  const [draft, setDraft] = useState("");
  const [isWrong, setWrong] = useState(false);
  const [isUsed, setUsed] = useState(false);
  const noteId = useId();
  const { context, completions } = useCompletions(draft, range, formatChips({ ...query, rest: "" }), isUsed);
  const setChips = (chips: readonly Chip[]) => onChange({ ...query, chips });

  const add = () => {
    const chip = parseChip(draft) ?? parseChip(quoted(draft));
    setWrong(chip === null && draft.trim() !== "");
    if (chip) {
      setDraft("");
      setChips([...query.chips.filter((other) => formatChip(other) !== formatChip(chip)), chip]);
    }
  };
  const edit = (chip: Chip) => {
    setDraft(formatChip(chip));
    setChips(query.chips.filter((other) => other !== chip));
  };
  const write = (text: string) => {
    setWrong(false);
    // A chosen value makes the condition whole.
    const chip =
      context?.kind === "value" &&
      completions.some(({ insert }) => text.endsWith(insert)) &&
      text !== draft + text.at(-1)
        ? parseChip(text)
        : null;
    if (chip) {
      setDraft("");
      setChips([...query.chips, chip]);
    } else {
      setDraft(text);
    }
  };
  const kept = draft.slice(0, context === null ? draft.length : Math.max(context.from - 2, 0));

  return (
    <div className={styles["row"]} onFocus={() => setUsed(true)}>
      {query.chips.map((chip, place) => (
        <span key={`${place} ${formatChip(chip)}`} className={styles["chip"]}>
          <button type="button" className={styles["text"]} title="Edit this condition" onClick={() => edit(chip)}>
            <span>{chip.field.replace(/^(resource|span)\./, "")}</span> <i>{chip.operator}</i>{" "}
            <b>{plainValue(chip.value)}</b>
          </button>
          <button
            type="button"
            className={styles["remove"]}
            aria-label={`Remove ${formatChip(chip)}`}
            onClick={() => setChips(query.chips.filter((other) => other !== chip))}
          >
            <X size={12} aria-hidden="true" />
          </button>
        </span>
      ))}
      {query.rest !== "" && <code className={styles["rest"]}>{query.rest}</code>}
      <Suggest
        label="Add a condition"
        placeholder={query.chips.length === 0 ? "Filter spans: field, sign, value" : "and …"}
        text={draft}
        suggestions={completions.map(({ insert, label, detail }) => ({
          text: kept + insert + (context?.kind === "value" ? "" : " "),
          label,
          detail,
        }))}
        onText={write}
        onEnter={add}
        onErase={() => setChips(query.chips.slice(0, -1))}
        isWrong={isWrong}
        describedBy={isWrong ? noteId : undefined}
      />
      {isWrong && (
        <p id={noteId} className={styles["note"]} role="alert">
          A condition is a field, a sign and a value: span.http.route = &quot;/cart&quot;, duration &gt; 100ms, status =
          error.
        </p>
      )}
    </div>
  );
}

/** Who types a text without its quotes means a text. */
function quoted(draft: string): string {
  return draft.replace(
    /^(\s*\S+\s*(?:!=|!~|=~|=)\s*)([^"`\s].*?)\s*$/su,
    (_, head: string, value: string) => `${head}${JSON.stringify(value)}`,
  );
}
