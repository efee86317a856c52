/** Views that this browser keeps under a name. */

export interface SavedView {
  readonly name: string;
  /** Path and query of the page. */
  readonly address: string;
  readonly savedMillis: number;
}

const KEY = "clew.saved";
const MOST = 200;

export function savedViews(): SavedView[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isSaved) : [];
  } catch {
    return [];
  }
}

/** Only addresses within this page: what is kept may have been written by anybody. */
function isSaved(entry: unknown): entry is SavedView {
  const { name, address, savedMillis } = (entry ?? {}) as Partial<SavedView>;
  return (
    typeof name === "string" &&
    typeof address === "string" &&
    /^\/(?![/\\])/.test(address) &&
    typeof savedMillis === "number"
  );
}

/** The views with one more; the same name again replaces. */
export function saveView(view: SavedView): SavedView[] {
  return keep([view, ...savedViews().filter(({ name }) => name !== view.name)].slice(0, MOST));
}

export function dropView(name: string): SavedView[] {
  return keep(savedViews().filter((view) => view.name !== name));
}

function keep(views: SavedView[]): SavedView[] {
  try {
    localStorage.setItem(KEY, JSON.stringify(views));
  } catch {
    // A browser that keeps nothing has them until the page is left.
  }
  return views;
}
