/** What an eye would find amiss on any page, found by measuring; runs inside the page. */

/** Texts that say what is cut off, covered or out of reach, each once. */
export function faults() {
  const found = new Set();
  const told = (element) =>
    `${element.localName}${element.getAttribute("aria-label") ? `[${element.getAttribute("aria-label")}]` : ""} "${(element.textContent ?? "").trim().slice(0, 40)}"`;
  const isSeen = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return width > 1 && height > 1 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  };
  /** True where what is around a thing cuts this point of it off, so that it is scrolled or written shorter. */
  const isClipped = (element, x, y) => {
    for (let above = element.parentElement; above; above = above.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(above);
      const { left, right, top, bottom } = above.getBoundingClientRect();
      if ((overflowX !== "visible" || overflowY !== "visible") && (x < left || x > right || y < top || y > bottom)) {
        return true;
      }
    }
    return false;
  };
  const scroller = (element) => {
    for (let above = element.parentElement; above; above = above.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(above);
      if ([overflowX, overflowY].some((way) => way === "auto" || way === "scroll")) {
        return above;
      }
    }
    return null;
  };
  if (document.documentElement.scrollWidth > innerWidth + 1) {
    found.add(`the page is ${document.documentElement.scrollWidth} px wide`);
  }
  const main = document.querySelector("main");
  if (main && main.scrollWidth > main.clientWidth + 1) {
    found.add(`the main part is ${main.scrollWidth} px wide in ${main.clientWidth}`);
  }
  for (const element of document.querySelectorAll("main *, header *, nav *")) {
    if (!isSeen(element) || element.closest("[aria-hidden=true], .srOnly, canvas, svg")) {
      continue;
    }
    const style = getComputedStyle(element);
    const isText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
    const isCut = element.scrollWidth > element.clientWidth + 1 && style.overflowX === "hidden";
    if (isText && isCut && style.textOverflow !== "ellipsis") {
      found.add(`cut: ${told(element)}`);
    }
    if (isText && Number.parseFloat(style.fontSize) < 10) {
      found.add(`small: ${told(element)}`);
    }
    if (element.matches("a[href], button, input, select, summary")) {
      const box = element.getBoundingClientRect();
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      const above = document.elementFromPoint(x, y);
      const isOn = x > 0 && y > 0 && x < innerWidth && y < innerHeight && !isClipped(element, x, y);
      if (isOn && above && !element.contains(above) && !above.contains(element) && !element.labels?.length) {
        found.add(`covered: ${told(element)} by ${told(above)}`);
      }
      if (!scroller(element) && (box.left < -1 || box.right > innerWidth + 1)) {
        found.add(`outside: ${told(element)}`);
      }
    }
  }
  return [...found];
}
