/** Where a complaint is. */
export function pathOfComplaint(reference: string): string {
  return `/api/complaints/${reference}`;
}

/** Where a message to a complaint, and what became of it, is. */
export function pathOfMessage(reference: string, id: string): string {
  return `${pathOfComplaint(reference)}/messages/${id}`;
}

/** Where a letter is, without the ending that says in which form. */
export function pathOfLetter(reference: string, id: string): string {
  return `${pathOfComplaint(reference)}/letters/${id}`;
}

/** Where a corrective action is. */
export function pathOfAction(id: string): string {
  return `/api/actions/${id}`;
}

/** Where an intake is. */
export function pathOfIntake(id: string): string {
  return `/api/intakes/${id}`;
}

/** Where a file of an intake is. */
export function pathOfIntakeFile(intake: string, file: string): string {
  return `${pathOfIntake(intake)}/files/${file}`;
}

/** Where a file of a complaint is. */
export function pathOfAttachment(reference: string, id: string): string {
  return `${pathOfComplaint(reference)}/attachments/${id}`;
}
