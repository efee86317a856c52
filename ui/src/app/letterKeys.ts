/** Whether single letters and signs are commands; who dictates or types by accident switches them off. */

const KEY = "clew.letterKeys";

export function hasLetterKeys(): boolean {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
}

export function keepLetterKeys(isOn: boolean): void {
  try {
    localStorage.setItem(KEY, isOn ? "on" : "off");
  } catch {
    // A browser that keeps nothing has them on.
  }
}
