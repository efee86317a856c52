/** The address bar's query as text: repeated keys are lists, nothing is JSON, order is the writer's. */

export type Search = Readonly<Record<string, unknown>>;

export function parseSearch(query: string): Record<string, string | string[]> {
  const found: Record<string, string | string[]> = {};
  for (const [key, value] of new URLSearchParams(query)) {
    const before = found[key];
    found[key] = before === undefined ? value : [before, value].flat();
  }
  return found;
}

export function stringifySearch(search: Search): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    for (const entry of Array.isArray(value) ? value : [value]) {
      if (entry !== undefined && entry !== null && entry !== "") {
        params.append(key, String(entry));
      }
    }
  }
  const query = params.toString();
  return query === "" ? "" : `?${query}`;
}

/** The first value of a key; absent when empty. */
export function text(search: Search, key: string): string | undefined {
  const value = Array.isArray(search[key]) ? (search[key] as unknown[])[0] : search[key];
  return value === undefined || value === null || value === "" ? undefined : String(value);
}

export function list(search: Search, key: string): string[] | undefined {
  const value = search[key];
  const entries = (Array.isArray(value) ? value : [value])
    .filter((entry) => entry !== undefined && entry !== "")
    .map(String);
  return entries.length > 0 ? entries : undefined;
}

/** `1` and `true` are true; anything else is absent. */
export function flag(search: Search, key: string): true | undefined {
  const value = text(search, key);
  return value === "1" || value === "true" ? true : undefined;
}
