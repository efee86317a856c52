/** Which rows of a trace a reader wants to see, and what has to stay for them to hang on. */

import { STATUS_ERROR, type TraceColumns } from "./columns";

export interface Sift {
  readonly errors: boolean;
  readonly path: boolean;
  /** A service, or none. */
  readonly service: string;
  /** What does not match is pale, or gone but for ancestors. */
  readonly mode: "dim" | "hide";
}

export const NO_SIFT: Sift = { errors: false, path: false, service: "", mode: "dim" };

export function isSifting({ errors, path, service }: Sift): boolean {
  return errors || path || service !== "";
}

/** 1 for each row that meets every wish. */
export function wanted(columns: TraceColumns, sift: Sift, isOnPath: (row: number) => boolean): Uint8Array {
  const service = columns.services.indexOf(sift.service);
  return Uint8Array.from({ length: columns.spanCount }, (_, row) =>
    (!sift.errors || columns.status[row] === STATUS_ERROR) &&
    (!sift.path || isOnPath(row)) &&
    (sift.service === "" || columns.service[row] === service)
      ? 1
      : 0,
  );
}

/** The wanted rows and all above them. */
export function withAncestors(parent: Int32Array, rows: Uint8Array): Uint8Array {
  const kept = Uint8Array.from(rows);
  for (let row = kept.length - 1; row >= 0; row--) {
    if (kept[row] && parent[row]! >= 0) {
      kept[parent[row]!] = 1;
    }
  }
  return kept;
}

export function formatSift({ errors, path, service, mode }: Sift): string | undefined {
  const parts = [errors ? "errors" : "", path ? "path" : "", mode === "hide" ? "hide" : ""].filter(
    (part) => part !== "",
  );
  if (service !== "") {
    parts.push(`service:${service}`);
  }
  return parts.length === 0 ? undefined : parts.join(",");
}

export function parseSift(text: string | undefined): Sift {
  const [, flags = "", service = ""] = /^((?:[a-z]+,?)*?)(?:service:(.*))?$/s.exec(text ?? "") ?? [];
  const parts = flags.split(",");
  return {
    errors: parts.includes("errors"),
    path: parts.includes("path"),
    service,
    mode: parts.includes("hide") ? "hide" : "dim",
  };
}
