import type { Procedure } from '../../procedures/schema.ts';
import type { ComplaintContent } from '../../register/complaint-content.ts';
import type { ComplaintFacts } from '../../workflows/domain/complaint.ts';
import type { ComplaintInFull } from './complaint-in-full.ts';

type RequiredFact = Procedure['requiredFacts'][number];

/** Something that the procedure asks for and that is not there. */
export interface MissingFact {
  fact: RequiredFact['fact'];
  /** The procedure's own words. */
  asked: string;
  /** Present where not everybody has it: it is asked for where there is any, and once. */
  ifAny?: true;
}

/** What is known of a complaint beside its words. */
export interface KnownBeside {
  mandate?: ComplaintFacts['mandate'] | undefined;
  /** The kind of contract, where somebody has said it. */
  product?: string | null | undefined;
  /** No document has come, and none was asked for; left out where nobody can say, as while files are still being chosen. */
  lacksDocuments?: boolean | undefined;
}

/** What the procedure asks for and the complaint did not say when it was registered; it is no less of a complaint for that. */
export function missingFacts({ requiredFacts }: Procedure, content: ComplaintContent, known: KnownBeside): MissingFact[] {
  return requiredFacts
    .filter((required) => !isSaid[required.fact](content, known, required))
    .map(({ fact, sentence, source }) => ({
      fact,
      asked: sentence ?? source ?? fact,
      ...(fact === 'documents' ? { ifAny: true as const } : {}),
    }));
}

/** What a complaint lacks as it stands; nothing of somebody who was erased. */
export function missingIn(
  { content, facts, row, lacksDocuments }: Pick<ComplaintInFull, 'content' | 'facts' | 'row' | 'lacksDocuments'>,
  procedure: Procedure,
): MissingFact[] {
  if (!content) return [];
  // Once it is closed, nothing is left to examine them for.
  const wantsDocuments = lacksDocuments && row.closed_at === null;
  return missingFacts(procedure, content, { mandate: facts.mandate, product: row.product, lacksDocuments: wantsDocuments });
}

const isSaid: Record<RequiredFact['fact'], (content: ComplaintContent, known: KnownBeside, required: RequiredFact) => boolean> = {
  name: () => true,
  capacity: ({ complainant }) => complainant.status !== undefined,
  'postal-address': ({ complainant }) => complainant.address !== undefined,
  phone: ({ complainant }) => complainant.phone !== undefined,
  'e-mail': ({ complainant }) => complainant.email !== undefined,
  'contact-details': (content, known) => {
    const { email, phone, address } = correspondent(content, known);
    return (email ?? phone ?? address) !== undefined;
  },
  // Whoever gives a reason has said what it is about.
  subject: () => true,
  'policy-number': ({ policyNumber, noPolicyNumber }) => policyNumber !== undefined || noPolicyNumber === true,
  'steps-taken': ({ stepsTaken }) => stepsTaken !== undefined,
  'answer-received': ({ answerReceived }) => answerReceived !== undefined,
  arguments: (content) => content.arguments !== undefined,
  'solution-sought': ({ solutionSought }) => solutionSought !== undefined,
  // Asked for softly: the procedures want 'the documents' and no number of them, and a complaint about a talk or a call may have none. So any
  // document will do, and whoever was asked for what is missing is not asked for documents again: what did not come then does not exist.
  documents: ({ policyNumber, claimNumber }, { product, lacksDocuments = false }, { orInformation = false }) =>
    !lacksDocuments || (orInformation && [policyNumber, claimNumber, product].some(Boolean)),
};

/** Who is written to: the complainant, or who represents them with a mandate. */
export function correspondent(
  { complainant, representative }: ComplaintContent,
  { mandate }: Pick<KnownBeside, 'mandate'>,
): Pick<ComplaintContent['complainant'], 'email' | 'phone' | 'address'> {
  return mandate === 'recorded' && representative ? representative : complainant;
}
