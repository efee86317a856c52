/** TraceQL as chips: one filter of conditions that all must hold, and what follows it. The server's parser is the authority. */

export const OPERATORS = ["=", "!=", "=~", "!~", ">=", "<=", ">", "<"] as const;
export type Operator = (typeof OPERATORS)[number];

/** One condition; field and value are written as in a query. */
export interface Chip {
  readonly field: string;
  readonly operator: Operator;
  readonly value: string;
}

export interface ChipQuery {
  readonly chips: readonly Chip[];
  /** The pipeline behind the filter, such as `| select(span.http.route)`; empty for none. */
  readonly rest: string;
}

const QUOTED = String.raw`"(?:[^"\\]|\\.)*"`;
/** Names and dots, with quoted parts where a name has signs of its own. */
const FIELD = String.raw`(?:[A-Za-z_.][^\s"'\x60{}()=!<>~|&,+*^%]*)(?:${QUOTED}[^\s"'\x60{}()=!<>~|&,+*^%]*)*`;
const VALUE = String.raw`${QUOTED}|\x60[^\x60]*\x60|-?\.?\d[\w.µμ]*|[a-z]+`;
const CONDITION = new RegExp(String.raw`\s*(${FIELD})\s*(!=|!~|=~|>=|<=|=|>|<)\s*(${VALUE})\s*(&&|\})`, "suy");
const EMPTY = /^\s*\{\s*\}/;

/** Null when the text says more than chips can. */
export function parseChips(text: string): ChipQuery | null {
  if (text.trim() === "") {
    return { chips: [], rest: "" };
  }
  const empty = EMPTY.exec(text);
  if (empty) {
    return withRest([], text.slice(empty[0].length));
  }
  const open = /^\s*\{/.exec(text);
  if (!open) {
    return null;
  }
  const chips: Chip[] = [];
  CONDITION.lastIndex = open[0].length;
  for (;;) {
    const at = CONDITION.lastIndex;
    const found = CONDITION.exec(text);
    if (!found) {
      CONDITION.lastIndex = at;
      return null;
    }
    chips.push({ field: found[1]!, operator: found[2] as Operator, value: found[3]! });
    if (found[4] === "}") {
      return withRest(chips, text.slice(CONDITION.lastIndex));
    }
  }
}

function withRest(chips: readonly Chip[], tail: string): ChipQuery | null {
  const rest = tail.trim();
  return rest === "" || /^(\||order\b|limit\b|with\b)/.test(rest) ? { chips, rest } : null;
}

export function formatChip({ field, operator, value }: Chip): string {
  return `${field} ${operator} ${value}`;
}

export function formatChips({ chips, rest }: ChipQuery): string {
  const filter = chips.length === 0 ? "{ }" : `{ ${chips.map(formatChip).join(" && ")} }`;
  return rest === "" ? filter : `${filter} ${rest}`;
}

/** Null unless the text is one condition. */
export function parseChip(text: string): Chip | null {
  const parsed = parseChips(`{ ${text} }`);
  return parsed?.chips.length === 1 && parsed.rest === "" ? parsed.chips[0]! : null;
}

/** The query with one condition more; where chips do not suffice, as a filter behind it. */
export function withCondition(text: string, chip: Chip): string {
  const parsed = parseChips(text);
  if (parsed === null) {
    return `${text.trim()} | { ${formatChip(chip)} }`;
  }
  const isThere = parsed.chips.some((other) => formatChip(other) === formatChip(chip));
  return isThere ? formatChips(parsed) : formatChips({ ...parsed, chips: [...parsed.chips, chip] });
}

export function quote(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n").replaceAll("\r", "\\r").replaceAll("\t", "\\t")}"`;
}

const BARE = new Set(["int", "double", "bool", "status", "kind", "nil"]);

/** A value of the server as a query writes it. */
export function literal(type: string, value: unknown): string {
  if (type === "duration") {
    return `${String(value)}ns`;
  }
  return BARE.has(type) ? (type === "nil" ? "nil" : String(value)) : quote(String(value));
}

/** What the reader of a chip sees: a text without its quotes. */
export function plainValue(value: string): string {
  if (!value.startsWith('"')) {
    return value.replaceAll("`", "");
  }
  try {
    return JSON.parse(value) as string;
  } catch {
    return value.slice(1, -1);
  }
}

/** The name of an attribute as a query writes it, quoted where it must be. */
export function attributeField(scope: string, key: string): string {
  const name = /^[A-Za-z_][\w.:/-]*$/.test(key) ? key : quote(key);
  return `${scope}.${name}`;
}

/** Series instead of traces are the answer. */
export function isMetrics(text: string): boolean {
  return /\|\s*(rate|count_over_time|(min|max|avg|sum|quantile|histogram)_over_time|compare)\s*\(/.test(
    withoutTexts(text),
  );
}

export function isOrdered(text: string): boolean {
  return /\border\s+by\b/.test(withoutTexts(text));
}

function withoutTexts(text: string): string {
  return text.replaceAll(new RegExp(`${QUOTED}|\\x60[^\\x60]*\\x60`, "gsu"), '""');
}
