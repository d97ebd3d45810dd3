import type { Procedure } from '../../procedures/schema.ts';
import type { ComplaintContent } from '../../register/complaint-content.ts';
import type { ComplaintFacts } from '../../workflows/domain/complaint.ts';

type RequiredFact = Procedure['requiredFacts'][number];

/** What the procedure asks for and the complaint did not say when it was registered; it is no less of a complaint for that. */
export function missingFacts(
  { requiredFacts }: Procedure,
  content: ComplaintContent,
  facts: Pick<ComplaintFacts, 'mandate'>,
): { fact: RequiredFact['fact']; asked: string }[] {
  return requiredFacts
    .filter(({ fact }) => !isSaid[fact](content, facts))
    .map(({ fact, sentence, source }) => ({ fact, asked: sentence ?? source ?? fact }));
}

const isSaid: Record<RequiredFact['fact'], (content: ComplaintContent, facts: Pick<ComplaintFacts, 'mandate'>) => boolean> = {
  name: () => true,
  capacity: ({ complainant }) => complainant.status !== undefined,
  'postal-address': ({ complainant }) => complainant.address !== undefined,
  phone: ({ complainant }) => complainant.phone !== undefined,
  'e-mail': ({ complainant }) => complainant.email !== undefined,
  'contact-details': (content, facts) => {
    const { email, phone, address } = correspondent(content, facts);
    return (email ?? phone ?? address) !== undefined;
  },
  // Whoever gives a reason has said what it is about.
  subject: () => true,
  'policy-number': ({ policyNumber, noPolicyNumber }) => policyNumber !== undefined || noPolicyNumber === true,
  'steps-taken': ({ stepsTaken }) => stepsTaken !== undefined,
  'answer-received': ({ answerReceived }) => answerReceived !== undefined,
  arguments: (content) => content.arguments !== undefined,
  'solution-sought': ({ solutionSought }) => solutionSought !== undefined,
  // Files say not by themselves whether they are the useful ones, nor whether there are any to show: staff judge that.
  documents: () => true,
};

/** Who is written to: the complainant, or who represents them with a mandate. */
export function correspondent(
  { complainant, representative }: ComplaintContent,
  { mandate }: Pick<ComplaintFacts, 'mandate'>,
): Pick<ComplaintContent['complainant'], 'email' | 'phone' | 'address'> {
  return mandate === 'recorded' && representative ? representative : complainant;
}
