/** The text, or as much of its beginning as fits, and an ellipsis. */
export function ellipsize(
  context: { measureText(text: string): { width: number } },
  text: string,
  width: number,
): string {
  if (width <= 0) {
    return "";
  }
  // A text this long never fits; measuring all of it would cost more than the whole frame.
  const candidate = text.length > 400 ? text.slice(0, 400) : text;
  if (candidate === text && context.measureText(text).width <= width) {
    return text;
  }
  let low = 0;
  let high = candidate.length;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (context.measureText(`${candidate.slice(0, middle)}…`).width <= width) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low === 0 ? "" : `${candidate.slice(0, low)}…`;
}
