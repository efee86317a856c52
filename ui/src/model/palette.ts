/** A service has one colour everywhere and always; it is never the only sign of anything. */

import { COLOURS } from "./colours";

export function serviceColour(service: string): string {
  return COLOURS[fnv1a(service) % COLOURS.length]!;
}

/** Lines of one picture: neighbours in the list lie far apart among the colours. */
export function lineColour(at: number): string {
  return COLOURS[(at * APART) % COLOURS.length]!;
}

/** Has no divisor with the number of colours, so that all of them come. */
const APART = 7;

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  // The low bits of FNV are its weakest; fold the high ones in.
  return (hash ^ (hash >>> 15)) >>> 0;
}
