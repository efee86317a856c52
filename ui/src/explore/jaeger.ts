/** Reads the addresses of Jaeger's search page, so that old links and bookmarks keep working. */

import { type Search, list, text } from "../app/searchParams";
import { formatFilter, parseValue } from "../model/filter";
import { type ExploreSearch, validateExplore } from "./query";

interface Tag {
  readonly key: string;
  readonly value: string;
}

export function fromJaeger(raw: Search): ExploreSearch {
  const filters = list(raw, "tags")?.flatMap(readTags) ?? [];
  const lookback = text(raw, "lookback");
  const custom = lookback === "custom" || lookback === undefined;
  return validateExplore({
    service: text(raw, "service"),
    name: text(raw, "operation") === "all" ? undefined : text(raw, "operation"),
    attr: filters
      .filter((filter) => !isError(filter))
      .map(({ key, value }) => formatFilter({ key, value: parseValue(value) })),
    errors: filters.some(isError) ? "1" : undefined,
    min: text(raw, "minDuration"),
    max: text(raw, "maxDuration"),
    range: custom ? undefined : lookback,
    from: custom ? millisOfMicros(text(raw, "start")) : undefined,
    to: custom ? millisOfMicros(text(raw, "end")) : undefined,
    limit: text(raw, "limit"),
  });
}

/** Jaeger has no condition for failed spans, but marks them with a tag. */
function isError(tag: Tag): boolean {
  return tag.key === "error" && tag.value === "true";
}

function millisOfMicros(micros: string | undefined): string | undefined {
  return micros && /^\d{4,18}$/.test(micros) ? String(Math.floor(Number(micros) / 1000)) : undefined;
}

/** Jaeger's tags are a JSON object of strings; its older pages wrote logfmt. */
function readTags(tags: string): Tag[] {
  try {
    const object: unknown = JSON.parse(tags);
    if (typeof object === "object" && object !== null && !Array.isArray(object)) {
      return Object.entries(object).map(([key, value]) => ({ key, value: String(value) }));
    }
    return [];
  } catch {
    return [...tags.matchAll(/([^\s=]+)=("(?:[^"\\]|\\.)*"|\S*)/g)].map((match) => ({
      key: match[1]!,
      value: match[2]!,
    }));
  }
}
