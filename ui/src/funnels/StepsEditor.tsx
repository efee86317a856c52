import { ChevronDown, ChevronUp, Plus, X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { PlainEditor } from "../explore/PlainEditor";
import { parseDuration } from "../model/duration";
import controls from "../parts/controls.module.css";
import styles from "./FunnelsPage.module.css";
import { MOST_STEPS, moved, wanted } from "./search";

interface Asked {
  readonly steps: readonly string[] | undefined;
  readonly gap: string | undefined;
}

interface Props {
  readonly steps: readonly string[];
  readonly gap: string | undefined;
  readonly onAsk: (asked: Asked) => void;
}

interface Draft {
  /** Stays with the step when it moves. */
  readonly id: number;
  readonly text: string;
}

const LEAST_SHOWN = 2;

/** The steps as they are written, before they are asked about. */
export function StepsEditor({ steps, gap = "", onAsk }: Props) {
  const [drafts, setDrafts] = useState<readonly Draft[]>(() =>
    Array.from({ length: Math.max(steps.length, LEAST_SHOWN) }, (_, id) => ({ id, text: steps[id] ?? "" })),
  );
  const [gapDraft, setGap] = useState(gap);
  const isGap = gapDraft.trim() === "" || parseDuration(gapDraft) !== null;
  const ask = (asked: readonly Draft[]) => {
    setDrafts(asked);
    if (isGap) {
      onAsk({ steps: wanted(asked.map(({ text }) => text)), gap: gapDraft.trim() || undefined });
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask(drafts);
  };
  const setText = (at: number, text: string) => drafts.with(at, { ...drafts[at]!, text });
  const add = () => setDrafts([...drafts, { id: Math.max(...drafts.map(({ id }) => id)) + 1, text: "" }]);
  return (
    <form className={styles["editor"]} onSubmit={submit} aria-label="Steps">
      <ol>
        {drafts.map(({ id, text }, at) => (
          <li key={id}>
            <i aria-hidden="true">{at + 1}</i>
            <PlainEditor
              label={`Step ${at + 1}`}
              text={text}
              onDraft={(next) => setDrafts(setText(at, next))}
              onRun={(next) => ask(setText(at, next))}
            />
            <StepButton name={`Move step ${at + 1} up`} isOff={at === 0} onClick={() => ask(moved(drafts, at, at - 1))}>
              <ChevronUp size={14} aria-hidden="true" />
            </StepButton>
            <StepButton
              name={`Move step ${at + 1} down`}
              isOff={at === drafts.length - 1}
              onClick={() => ask(moved(drafts, at, at + 1))}
            >
              <ChevronDown size={14} aria-hidden="true" />
            </StepButton>
            <StepButton
              name={`Remove step ${at + 1}`}
              isOff={drafts.length <= LEAST_SHOWN && text === ""}
              onClick={() => ask(drafts.length <= LEAST_SHOWN ? setText(at, "") : drafts.toSpliced(at, 1))}
            >
              <X size={14} aria-hidden="true" />
            </StepButton>
          </li>
        ))}
      </ol>
      <div className={styles["tools"]}>
        <button type="button" className={controls["button"]} disabled={drafts.length >= MOST_STEPS} onClick={add}>
          <Plus size={13} aria-hidden="true" /> Add a step
        </button>
        <label>
          Within
          <input
            className={`${controls["field"]} ${styles["gap"]}`}
            value={gapDraft}
            onChange={(event) => setGap(event.target.value)}
            placeholder="any time"
            aria-label="How long after a step the next one starts at most, such as 5s"
            aria-invalid={!isGap}
            spellCheck={false}
            autoComplete="off"
          />
          of the step before
        </label>
        <button type="submit" className={controls["primary"]} disabled={!isGap}>
          Count
        </button>
      </div>
    </form>
  );
}

interface StepButtonProps {
  readonly name: string;
  readonly isOff: boolean;
  readonly onClick: () => void;
  readonly children: React.ReactNode;
}

function StepButton({ name, isOff, onClick, children }: StepButtonProps) {
  return (
    <button
      type="button"
      className={controls["quiet"]}
      aria-label={name}
      title={name}
      disabled={isOff}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
