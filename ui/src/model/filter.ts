/** One condition on an attribute, as text: `http.response.status_code=500`, `resource:host.name=a`, `id="7"`. */

export type FilterScope = "span" | "resource" | "event";

export interface AttributeFilter {
  readonly key: string;
  readonly value: string | number | boolean;
  readonly scope?: FilterScope;
}

const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

/** Null unless the text is `key=value`. Numbers and true/false have their own type; quotes make a string. */
export function parseFilter(text: string): AttributeFilter | null {
  const match = /^\s*(?:(span|resource|event):)?([^=\s"]+)\s*=\s*(.*?)\s*$/s.exec(text);
  if (!match) {
    return null;
  }
  const filter = { key: match[2]!, value: parseValue(match[3]!) };
  return match[1] ? { ...filter, scope: match[1] as FilterScope } : filter;
}

export function parseValue(text: string): string | number | boolean {
  if (text === "true" || text === "false") {
    return text === "true";
  }
  if (NUMBER.test(text) && isExact(text)) {
    return Number(text);
  }
  return unquote(text) ?? text;
}

/** A whole number past 2^53 would silently become another one. */
function isExact(text: string): boolean {
  return Number.isFinite(Number(text)) && (/[.eE]/.test(text) || Number.isSafeInteger(Number(text)));
}

function unquote(text: string): string | null {
  if (text.length < 2 || !text.startsWith('"') || !text.endsWith('"')) {
    return null;
  }
  try {
    return JSON.parse(text) as string;
  } catch {
    return text.slice(1, -1);
  }
}

export function formatFilter(filter: AttributeFilter): string {
  const scope = filter.scope ? `${filter.scope}:` : "";
  return `${scope}${filter.key}=${formatValue(filter.value)}`;
}

function formatValue(value: string | number | boolean): string {
  if (typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value)) {
    // Written out it would read back as a string.
    return value.toExponential();
  }
  if (typeof value !== "string") {
    return String(value);
  }
  const readsBack = parseValue(value) === value && value.trim() === value;
  return readsBack ? value : JSON.stringify(value);
}
