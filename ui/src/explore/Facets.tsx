import { useQuery } from "@tanstack/react-query";
import { ChevronRight, Minus, Plus } from "lucide-react";
import { useState } from "react";
import { attributesQuery, valuesQuery } from "../api/queries";
import type { Range, TypedValue } from "../api/types";
import { formatNumber } from "../model/series";
import { type Chip, literal } from "../model/traceql";
import { PartFailure } from "../parts/PartFailure";
import styles from "./Facets.module.css";
import { shortField } from "./fields";
import { keyParameters } from "./useCompletions";

interface Props {
  readonly range: Range;
  readonly query: string;
  readonly onAdd: (chip: Chip) => void;
}

/** What most questions begin with; the rest follows by how many spans have it. */
const FIRST = ["resource.service.name", "name", "status", "kind"];
const MOST_KEYS = 40;
const MOST_VALUES = 12;

/** What the spans of this query are like, attribute by attribute; a value becomes a condition. */
export function Facets({ range, query, onAdd }: Props) {
  const keys = useQuery(attributesQuery(keyParameters(range, query)));
  const [wanted, setWanted] = useState("");
  const counted = (keys.data ?? []).filter((key) => key.spanCount !== undefined);
  const references = [
    ...FIRST,
    ...counted.toSorted((a, b) => (b.spanCount ?? 0) - (a.spanCount ?? 0)).map(({ reference }) => reference),
  ];
  const shown = [...new Set(references)].filter((name) => name.toLowerCase().includes(wanted.toLowerCase()));
  return (
    <aside className={styles["facets"]} aria-label="Attributes">
      <input
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
        placeholder="Find an attribute"
        aria-label="Find an attribute"
        spellCheck={false}
        autoComplete="off"
      />
      {keys.isError && <PartFailure what="The attributes" error={keys.error} onAgain={() => void keys.refetch()} />}
      {shown.slice(0, MOST_KEYS).map((reference, place) => (
        <Facet
          key={reference}
          reference={reference}
          range={range}
          query={query}
          onAdd={onAdd}
          isFirst={place < 3 && wanted === ""}
        />
      ))}
      {shown.length > MOST_KEYS && <p className={styles["note"]}>{shown.length - MOST_KEYS} more: find them above.</p>}
    </aside>
  );
}

interface FacetProps extends Props {
  readonly reference: string;
  readonly isFirst: boolean;
}

function Facet({ reference, range, query, onAdd, isFirst }: FacetProps) {
  const [isOpen, setOpen] = useState(isFirst);
  const values = useQuery({
    ...valuesQuery(reference, { ...range, query, counts: true, limit: 200 }),
    enabled: isOpen,
  });
  const add = ({ type, value }: TypedValue, operator: Chip["operator"]) =>
    onAdd({ field: reference, operator, value: literal(type, value) });
  const ordered = (values.data ?? []).toSorted((a, b) => (b.spanCount ?? 0) - (a.spanCount ?? 0));
  const most = ordered[0]?.spanCount ?? 1;
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary title={reference}>
        <ChevronRight size={13} aria-hidden="true" />
        <span>{shortField(reference)}</span>
      </summary>
      <ul>
        {ordered.slice(0, MOST_VALUES).map((entry) => (
          <li key={`${entry.type} ${String(entry.value)}`}>
            <button
              type="button"
              className={styles["value"]}
              onClick={() => add(entry, "=")}
              title={`Only ${reference} = ${String(entry.value)}`}
            >
              <i style={{ width: `calc((100% - 30px) * ${(entry.spanCount ?? 0) / most})` }} />
              <span>{String(entry.value) || "(empty)"}</span>
              <small>{entry.spanCount === undefined ? "" : formatNumber(entry.spanCount)}</small>
              <Plus size={12} aria-hidden="true" />
            </button>
            <button
              type="button"
              className={styles["not"]}
              onClick={() => add(entry, "!=")}
              aria-label={`Without ${reference} = ${String(entry.value)}`}
              title={`Without ${String(entry.value)}`}
            >
              <Minus size={12} aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
      {ordered.length > MOST_VALUES && <p className={styles["note"]}>{ordered.length - MOST_VALUES} more values</p>}
      {values.isError && <PartFailure what="Its values" error={values.error} onAgain={() => void values.refetch()} />}
      {values.isSuccess && ordered.length === 0 && <p className={styles["note"]}>no values to tell apart</p>}
    </details>
  );
}
