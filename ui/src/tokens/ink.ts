/** The tokens a canvas paints with, resolved for the theme that is on. */

const TOKENS = {
  ground: "--ground",
  raised: "--ground-raised",
  sunken: "--ground-sunken",
  hover: "--hover",
  selected: "--selected",
  line: "--line",
  lineStrong: "--line-strong",
  guide: "--guide",
  text: "--text",
  muted: "--text-muted",
  accent: "--accent",
  error: "--error",
  warn: "--warn",
  veil: "--veil",
} as const;

export type Ink = Readonly<Record<keyof typeof TOKENS, string>> & { readonly sans: string; readonly mono: string };

let resolved: Ink | null = null;
const listeners = new Set<() => void>();

/** Reads the style sheet once a theme change, not once a frame. */
export function ink(): Ink {
  resolved ??= resolve();
  return resolved;
}

export function onInkChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function forgetInk(): void {
  resolved = null;
  for (const listener of listeners) {
    listener();
  }
}

/** A custom property keeps light-dark() unresolved; only a real property says what it came to. */
function resolve(): Ink {
  const probe = document.createElement("span");
  // On its way from one colour to the next it would say the one before, also where motion is reduced to an instant.
  probe.style.setProperty("transition", "none", "important");
  document.body.append(probe);
  const colours = Object.fromEntries(
    Object.entries(TOKENS).map(([name, token]) => {
      probe.style.color = `var(${token})`;
      return [name, getComputedStyle(probe).color];
    }),
  ) as Record<keyof typeof TOKENS, string>;
  probe.remove();
  const root = getComputedStyle(document.documentElement);
  return { ...colours, sans: root.getPropertyValue("--sans"), mono: root.getPropertyValue("--mono") };
}
