import type { Procedure } from '../../procedures/schema.ts';
import type { ComplaintContent } from '../../register/complaint-content.ts';
import { isDocument } from '../../register/documents.ts';
import type { IntakeFields } from '../../register/intakes/intake-content.ts';
import { type MissingFact, missingFacts } from '../complaints/missing-facts.ts';

/**
 * What the procedure asks for and is not said yet, a name and what happened among it; it hinders nothing.
 *
 * @param files those that came with it; left out while they are still being chosen: then documents are not judged
 */
export function missingOf(
  procedure: Procedure,
  fields: IntakeFields,
  files?: readonly Parameters<typeof isDocument>[0][],
): MissingFact[] {
  const missing = missingFacts(procedure, contentRead(fields), {
    mandate: fields.representative?.mandate === 'recorded' ? 'recorded' : undefined,
    product: fields.product,
    lacksDocuments: files && !files.some(isDocument),
  });
  const unsaid = { name: blank(fields.complainant?.name), subject: blank(fields.matter) && blank(fields.reason) };
  const never = procedure.requiredFacts.filter(({ fact }) => (fact === 'name' || fact === 'subject') && unsaid[fact]);
  return [...never.map(({ fact, sentence, source }) => ({ fact, asked: sentence ?? source ?? fact })), ...missing];
}

/** The fields as if they had been registered, whatever is wrong with them. */
function contentRead(fields: IntakeFields): ComplaintContent {
  const { complainant, representative } = fields;
  return {
    complainant: { ...personRead(complainant), status: said(complainant?.status) },
    representative: representative && personRead(representative),
    reason: fields.reason ?? '',
    matter: said(fields.matter),
    stepsTaken: said(fields.stepsTaken),
    answerReceived: said(fields.answerReceived),
    arguments: said(fields.arguments),
    solutionSought: said(fields.solutionSought),
    policyNumber: said(fields.policyNumber),
    claimNumber: said(fields.claimNumber),
    noPolicyNumber: fields.noPolicyNumber,
  };
}

function personRead(person: IntakeFields['complainant']) {
  const lines = person?.address?.lines?.filter((line) => line.trim() !== '') ?? [];
  return {
    name: person?.name ?? '',
    salutation: 'none' as const,
    email: said(person?.email),
    phone: said(person?.phone),
    address: lines.length === 0 ? undefined : { lines, country: person?.address?.country ?? '' },
  };
}

function said(value: string | undefined): string | undefined {
  return blank(value) ? undefined : value;
}

function blank(value: string | undefined): boolean {
  return value === undefined || value.trim() === '';
}
