/** What could be written at a place of a query: a field, a value of one, or a stage. */

export type Context =
  | { readonly kind: "field"; readonly from: number; readonly prefix: string }
  | { readonly kind: "value"; readonly from: number; readonly prefix: string; readonly field: string }
  | { readonly kind: "stage"; readonly from: number; readonly prefix: string };

const VALUE =
  /([^\s"'`{}()=!<>~|&,+*^%]+)\s*(?:!=|!~|=~|>=|<=|=|>|<)\s*("(?:[^"\\]|\\.)*|[^\s"'`{}()=!<>~|&,+*^%]*)$/su;
const WORD = /[^\s"'`{}()=!<>~|&,+*^%]*$/su;

export function contextAt(text: string, at: number): Context | null {
  const before = text.slice(0, at);
  const value = VALUE.exec(before);
  if (value) {
    return { kind: "value", field: value[1]!, prefix: value[2]!, from: at - value[2]!.length };
  }
  if (isInText(before)) {
    return null;
  }
  const prefix = WORD.exec(before)![0];
  const from = at - prefix.length;
  const left = before.slice(0, from).trimEnd();
  if (left.endsWith("|") && !left.endsWith("||")) {
    return { kind: "stage", from, prefix };
  }
  return /(?:[{(,]|&&|\|\|)$/.test(left) && left !== "" ? { kind: "field", from, prefix } : null;
}

function isInText(before: string): boolean {
  return (before.replaceAll(/\\./gs, "").match(/"/g)?.length ?? 0) % 2 === 1;
}

export const STAGES: readonly { readonly text: string; readonly what: string }[] = [
  { text: "rate()", what: "spans a second, over time" },
  { text: "count_over_time()", what: "spans, over time" },
  { text: "quantile_over_time(duration, .95)", what: "over time" },
  { text: "histogram_over_time(duration)", what: "over time" },
  { text: "count() > 1", what: "of spans in a trace" },
  { text: "avg(duration) > 100ms", what: "of spans in a trace" },
  { text: "by(resource.service.name)", what: "splits the spans" },
  { text: "select(span.http.route)", what: "shows fields" },
  { text: "sum(duration) by (name)", what: "one number a group" },
];

/** Where the server says that a query is wrong. */
export interface Mistake {
  readonly line: number;
  readonly column: number;
}

export function mistakeIn(message: string): Mistake | null {
  const found = /line (\d+), column (\d+)/.exec(message);
  return found ? { line: Number(found[1]), column: Number(found[2]) } : null;
}

/** The stretch to underline: the word at that place, at least one character. Columns count characters, not units. */
export function stretchOf(text: string, { line, column }: Mistake): { from: number; to: number } {
  const lines = text.split("\n");
  const at = Math.min(Math.max(line, 1), lines.length) - 1;
  const start = lines.slice(0, at).reduce((sum, entry) => sum + entry.length + 1, 0);
  const offset = [...lines[at]!].slice(0, column - 1).join("").length;
  const from = Math.min(start + offset, Math.max(text.length - 1, 0));
  const word = /^[^\s{}()=!<>~|&,]+/u.exec(text.slice(from))?.[0].length ?? 1;
  return { from, to: Math.min(from + Math.max(word, 1), text.length) };
}
