import type { Attribute } from "../api/types";

/** A value as its sender would write it; nested ones as indented JSON. */
export function attributeText({ type, value }: Attribute): string {
  if (type === "empty" || value === null || value === undefined) {
    return "";
  }
  return typeof value === "object" ? JSON.stringify(value, null, 2) : String(value);
}
