import { useQuery } from "@tanstack/react-query";
import { attributesQuery, valuesQuery } from "../api/queries";
import type { AttributeKey, Range, ValueCount } from "../api/types";
import { type Context, STAGES, contextAt } from "../model/completion";
import { formatNumber } from "../model/series";
import { OPERATORS, literal } from "../model/traceql";

export interface Completion {
  /** What replaces the text from `from` on. */
  readonly insert: string;
  readonly label: string;
  readonly detail: string | undefined;
}

const MOST = 60;
const counted = (spanCount: number | undefined) => (spanCount === undefined ? undefined : formatNumber(spanCount));

export function keyCompletions(keys: readonly AttributeKey[], prefix: string): Completion[] {
  const wanted = prefix.replace(/^[."]+|["]+$/g, "").toLowerCase();
  const seen = new Set<string>();
  return keys
    .filter(({ reference }) => !seen.has(reference) && seen.add(reference) && reference.toLowerCase().includes(wanted))
    .map((key) => ({ key, place: key.reference.toLowerCase().indexOf(wanted) }))
    .toSorted((a, b) => a.place - b.place || (b.key.spanCount ?? 0) - (a.key.spanCount ?? 0))
    .slice(0, MOST)
    .map(({ key }) => ({ insert: key.reference, label: key.reference, detail: counted(key.spanCount) ?? key.type }));
}

export function valueCompletions(values: readonly ValueCount[], prefix: string): Completion[] {
  const wanted = prefix.replaceAll('"', "").toLowerCase();
  return values
    .filter(({ value }) => String(value).toLowerCase().includes(wanted))
    .toSorted((a, b) => (b.spanCount ?? 0) - (a.spanCount ?? 0))
    .slice(0, MOST)
    .map(({ type, value, spanCount }) => ({
      insert: literal(type, value),
      label: String(value),
      detail: counted(spanCount),
    }));
}

export function stageCompletions(prefix: string): Completion[] {
  return STAGES.filter(({ text }) => text.startsWith(prefix)).map(({ text, what }) => ({
    insert: text,
    label: text,
    detail: what,
  }));
}

/** What the attributes of these spans are, for keys; `query` may still be unfinished. */
export const keyParameters = (range: Range, query: string) => ({ ...range, query, limit: 1000, counts: true });
export const valueParameters = (range: Range, query: string) => ({ ...range, query, limit: 200, counts: true });

interface Found {
  readonly context: Context | null;
  readonly completions: readonly Completion[];
}

/** What could be written at the end of one condition, with how many spans have it. */
export function useCompletions(draft: string, range: Range, query: string, isOn: boolean): Found {
  const context = contextAt(`{ ${draft}`, draft.length + 2);
  const field = context?.kind === "value" ? context.field : "";
  const keys = useQuery({ ...attributesQuery(keyParameters(range, query)), enabled: isOn });
  const values = useQuery({ ...valuesQuery(field, valueParameters(range, query)), enabled: isOn && field !== "" });
  if (context?.kind === "value") {
    return { context, completions: valueCompletions(values.data ?? [], context.prefix) };
  }
  if (context?.kind === "field") {
    return { context, completions: keyCompletions(keys.data ?? [], context.prefix) };
  }
  const isField = /^\S+ $/.test(draft);
  return {
    context,
    completions: isField ? OPERATORS.map((sign) => ({ insert: sign, label: sign, detail: undefined })) : [],
  };
}
