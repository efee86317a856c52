/** What a group of errors is called, and where its spans are. */

import type { ErrorGroup } from "../api/analysis";
import { quote } from "../model/traceql";

/** A status code alone says nothing: it is told with what it was the answer to. */
export function titleOf({ type, message, names }: ErrorGroup): string {
  const [first = "a span", ...others] = names;
  const told = others.length === 0 ? first : `${first} and ${others.length} more`;
  return /^\d+$/u.test(type) ? `${told}: ${type}` : type || message || `${first} failed`;
}

/** Its failed spans. The type of an error is an exception's or the span's own. */
export function groupQuery({ service, type }: ErrorGroup): string {
  const ofType = type === "" ? "" : ` && (event.exception.type = ${quote(type)} || span.error.type = ${quote(type)})`;
  return `{ resource.service.name = ${quote(service)} && status = error${ofType} }`;
}
