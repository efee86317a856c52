/** What the page is configured with, in the form that Jaeger's page has for it: links in the head, and where values lead. */

import { webAddress } from "./webAddress";

export interface WebLink {
  readonly href: string;
  readonly text: string;
}

export interface MenuGroup {
  /** Empty for links that stand alone. */
  readonly label: string;
  readonly links: readonly WebLink[];
}

/** Where an attribute stands, in Jaeger's words: a span, a resource, an event. */
export type Place = "tags" | "process" | "logs";

export interface LinkPattern {
  /** Null for all. */
  readonly places: readonly string[] | null;
  readonly keys: readonly string[] | null;
  /** Texts with fields, such as `#{http.route}`. */
  readonly url: string;
  readonly text: string;
}

export interface PageConfig {
  readonly menu: readonly MenuGroup[];
  readonly patterns: readonly LinkPattern[];
}

/** The value of a field; null where there is none. */
export type Fields = (name: string) => string | null;

const FIELD = /#\{([^{}]*)\}/g;

/** Takes what it understands of a file that somebody wrote for Jaeger, and leaves the rest. */
export function readPageConfig(told: unknown): PageConfig {
  const { menu, linkPatterns } = membersOf(told);
  return {
    menu: listOf(menu)
      .map(readGroup)
      .filter(({ links }) => links.length > 0),
    patterns: listOf(linkPatterns)
      .map(readPattern)
      .filter((pattern) => pattern !== null),
  };
}

function readGroup(told: unknown): MenuGroup {
  const { label, items } = membersOf(told);
  const isGroup = Array.isArray(items);
  return { label: isGroup ? textOf(label) : "", links: (isGroup ? items : [told]).flatMap(readLink) };
}

function readLink(told: unknown): readonly WebLink[] {
  const { label, url } = membersOf(told);
  const href = webAddress(textOf(url));
  return href && textOf(label) !== "" ? [{ href, text: textOf(label) }] : [];
}

/** Where a link leads is for who configures to say: a value of a span is never the scheme. */
function readPattern(told: unknown): LinkPattern | null {
  const { type, key, url, text } = membersOf(told);
  return /^https?:\/\//i.test(textOf(url))
    ? { places: namesOf(type), keys: namesOf(key), url: textOf(url), text: textOf(text) || textOf(url) }
    : null;
}

/** The links out of one attribute; a pattern with a field that nothing has a value for makes none. */
export function linksOut(patterns: readonly LinkPattern[], place: Place, key: string, fields: Fields): WebLink[] {
  return patterns
    .filter(({ places, keys }) => (places?.includes(place) ?? true) && (keys?.includes(key) ?? true))
    .flatMap(({ url, text }) => {
      const href = webAddress(filled(url, (name) => encoded(fields(name))) ?? "");
      const said = filled(text, fields);
      return href !== null && said !== null ? [{ href, text: said }] : [];
    });
}

function filled(template: string, fields: Fields): string | null {
  const values = Array.from(template.matchAll(FIELD), ([, name]) => fields(name!.trim()));
  return values.includes(null) ? null : template.replace(FIELD, () => values.shift()!);
}

/** A part of an address and no more; none for dots alone, which would lead up and cannot be encoded. */
function encoded(value: string | null): string | null {
  return value === null || /^\.{1,2}$/.test(value) ? null : encodeURIComponent(value.toWellFormed());
}

const membersOf = (told: unknown): Readonly<Record<string, unknown>> =>
  typeof told === "object" && told !== null ? (told as Record<string, unknown>) : {};

const listOf = (told: unknown): readonly unknown[] => (Array.isArray(told) ? told : []);

const textOf = (told: unknown): string => (typeof told === "string" ? told : "");

const namesOf = (told: unknown): readonly string[] | null =>
  told === undefined || told === null ? null : (Array.isArray(told) ? told : [told]).map(textOf);
