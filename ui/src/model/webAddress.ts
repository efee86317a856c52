/** The address when the text is one a link may lead to: http or https, nothing that runs. */
export function webAddress(text: string): string | null {
  if (!/^https?:\/\//i.test(text) || /\s/.test(text)) {
    return null;
  }
  try {
    const { protocol, href } = new URL(text);
    return protocol === "http:" || protocol === "https:" ? href : null;
  } catch {
    return null;
  }
}
