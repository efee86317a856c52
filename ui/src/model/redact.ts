/** What must not leave with a snapshot, by rule: whole values by their keys, parts of texts by what they look like. */

import type { Attribute, SpanDetail } from "../api/types";

export const REDACTED = "[redacted]";

/** Parts of keys, whatever their case. */
export const USUAL_KEYS: readonly string[] = [
  "authorization",
  "cookie",
  "password",
  "passwd",
  "secret",
  "token",
  "api_key",
  "apikey",
  "api-key",
  "credential",
  "session",
  "enduser",
  "user.id",
  "user.email",
  "user.name",
  "client.address",
];

/** E-mail addresses, bearer and JSON web tokens, user names and passwords in addresses, long runs of digits as cards have. */
const TELLING: readonly (readonly [RegExp, string])[] = [
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, REDACTED],
  [/\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi, `$1 ${REDACTED}`],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, REDACTED],
  [/(:\/\/)[^/\s:@]+:[^/\s@]+@/g, `$1${REDACTED}@`],
  [/\b(?:\d[ -]?){13,19}\b/g, REDACTED],
];

export class Redaction {
  readonly keys: readonly string[];
  /** How many values were changed so far. */
  count = 0;

  constructor(keys: readonly string[]) {
    this.keys = keys.map((key) => key.trim().toLowerCase()).filter((key) => key !== "");
  }

  text(text: string): string {
    const changed = TELLING.reduce((before, [pattern, instead]) => before.replace(pattern, instead), text);
    this.count += changed === text ? 0 : 1;
    return changed;
  }

  attributes(attributes: readonly Attribute[]): Attribute[] {
    return attributes.map((attribute) => {
      if (this.isSecret(attribute.key)) {
        this.count++;
        return { key: attribute.key, type: "string", value: REDACTED };
      }
      return { ...attribute, value: this.value(attribute.value) };
    });
  }

  span(span: SpanDetail): SpanDetail {
    return {
      ...span,
      service: this.text(span.service),
      name: this.text(span.name),
      statusMessage: this.text(span.statusMessage),
      attributes: this.attributes(span.attributes),
      resource: this.attributes(span.resource),
      events: span.events.map((event) => ({
        ...event,
        name: this.text(event.name),
        attributes: this.attributes(event.attributes),
      })),
      links: span.links.map((link) => ({ ...link, attributes: this.attributes(link.attributes) })),
    };
  }

  private isSecret(key: string): boolean {
    const lower = key.toLowerCase();
    return this.keys.some((part) => lower.includes(part));
  }

  /** Also within lists and maps. */
  private value(value: unknown): unknown {
    if (typeof value === "string") {
      return this.text(value);
    }
    if (Array.isArray(value)) {
      return value.map((entry) => this.value(entry));
    }
    if (typeof value === "object" && value !== null) {
      return Object.fromEntries(
        Object.entries(value).map(([key, entry]) => [key, this.isSecret(key) ? REDACTED : this.value(entry)]),
      );
    }
    return value;
  }
}
