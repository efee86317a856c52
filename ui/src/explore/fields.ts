import type { FoundSpan, TraceSummary, TypedValue } from "../api/types";
import { formatDuration } from "../model/duration";

export function valueText({ type, value }: TypedValue): string {
  if (type === "duration") {
    return formatDuration(Number(value));
  }
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value ?? "");
}

export function spanField(span: FoundSpan, name: string): string {
  return (
    span.fields
      .find((field) => field.name === name)
      ?.values.map(valueText)
      .join(", ") ?? ""
  );
}

/** The values that the shown spans of a trace have, each once. */
export function fieldText(trace: TraceSummary, name: string): string {
  const spans = trace.spansets?.flatMap((set) => set.spans) ?? [];
  return [...new Set(spans.map((span) => spanField(span, name)))].filter((text) => text !== "").join(", ");
}

/** The name of a field without what every field of its kind begins with. */
export const shortField = (name: string): string => name.replace(/^(span|resource)\./, "");
