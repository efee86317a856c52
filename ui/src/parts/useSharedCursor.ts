import { type PointerEvent, useRef, useState } from "react";

/** One moment for all charts of a strip: it moves their hair lines by a style, and tells where it stands as a share. */
export function useSharedCursor() {
  const strip = useRef<HTMLDivElement>(null);
  const [share, setShare] = useState<number | null>(null);
  const onPointerMove = (event: PointerEvent) => {
    const plot = event.target instanceof Element ? event.target.closest("[data-plot]") : null;
    if (!plot) {
      onPointerLeave();
      return;
    }
    const box = plot.getBoundingClientRect();
    const at = Math.min(Math.max((event.clientX - box.left) / box.width, 0), 1);
    strip.current?.style.setProperty("--cursor", `${at * 100}%`);
    strip.current?.style.setProperty("--cursor-shown", "1");
    setShare(at);
  };
  const onPointerLeave = () => {
    strip.current?.style.setProperty("--cursor-shown", "0");
    setShare(null);
  };
  return { share, strip: { ref: strip, onPointerMove, onPointerLeave } };
}
