/** The chosen tab is seen where there is room for a few of them only. */
export const intoView = (element: HTMLElement | null): void =>
  element?.scrollIntoView({ block: "nearest", inline: "nearest" });
