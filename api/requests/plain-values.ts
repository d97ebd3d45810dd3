const idForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether it has the form of an id, so that the register can look for it. */
export function isId(text: string): boolean {
  return idForm.test(text);
}

/** A count or a place in a list as an address or a form has it; undefined for what is none, and for more than there can be. */
export function countIn(text: unknown): number | undefined {
  return typeof text === 'string' && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
