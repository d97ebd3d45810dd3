/** Text as it stands in HTML and SVG, in elements and in attributes. */
export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** An element with its attributes; what is undefined is left out. */
export function element(name: string, attributes: Record<string, string | number | undefined>, content = ''): string {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined);
  const words = given.map(([key, value]) => ` ${key}="${escape(String(value))}"`).join('');
  return `<${name}${words}>${content}</${name}>`;
}
