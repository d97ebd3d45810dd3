import type { Language } from '../../../letters/letter.ts';
import type { Situation } from '../../../workflows/domain/judge.ts';
import type { DecisionName } from '../../../workflows/domain/messages.ts';
import type { Caller } from '../../access/caller.ts';
import { capabilityFor } from '../../messages/capability.ts';
import { domainWord } from '../words/domain.ts';
import { message } from '../words/words.ts';

/** A form that can be opened. */
export interface DecisionLink {
  act: string;
  words: string;
  href: string;
}

/** What belongs together. */
export interface DecisionGroup {
  name: string;
  decisions: DecisionLink[];
}

const groups: Record<string, readonly DecisionName[]> = {
  answer: ['resolve', 'record-result', 'approve', 'send-back', 'announce-measures'],
  inform: [
    'acknowledge-now',
    'answer-enquiry',
    'interim-reply-now',
    'announce-delay',
    'extend-gdpr',
    'request-information',
    'invite-to-write',
  ],
  examine: [
    'assign',
    'complete-file',
    'name-representative',
    'classify',
    'set-responsibility',
    'answer-within-week',
    'raise-level',
    'recompute-plan',
    'move-to-version',
    'declare-conflict',
  ],
  onward: ['redirect', 'send-on-to-mediator'],
  end: ['withdraw', 'cannot-treat-further', 'reopen', 'close'],
};

const escalations = ['insurer', 'mediator', 'court'] as const;

/** The decisions that are allowed now and that this person may take, by what they are for. */
export function decisionGroups(
  {
    reference,
    procedure,
    situation,
    allowed,
  }: {
    reference: string;
    procedure: string;
    situation: Pick<Situation, 'facts'>;
    allowed: readonly DecisionName[];
  },
  caller: Caller,
  language: Language,
): DecisionGroup[] {
  if (situation.facts.erased) return [];
  const may = (decision: DecisionName) => caller.may(capabilityFor({ decision }), procedure);
  const link = (act: string, words: string): DecisionLink => ({ act, words, href: pathOfAct(reference, act) });
  const further = caller.may('decide', procedure)
    ? escalations
        .filter((to) => !situation.facts.escalations.includes(to))
        .map((to) => link(`escalate-${to}`, domainWord(language, 'escalating', to)))
    : [];
  return Object.entries(groups)
    .map(([name, names]) => ({
      name: message(language, `complaint.group.${name}`),
      decisions: [
        ...names
          .filter((decision) => allowed.includes(decision) && may(decision))
          .map((decision) => link(decision, domainWord(language, 'decisions', decision))),
        ...(name === 'onward' ? further : []),
      ],
    }))
    .filter(({ decisions }) => decisions.length > 0);
}

/** Where the form of a decision is. */
export function pathOfAct(reference: string, act: string): string {
  return `/desk/complaints/${reference}/decide/${act}`;
}
