import { formatPhone } from '../../../letters/format.ts';
import type { Language } from '../../../letters/letter.ts';
import { datesOf } from '../../../procedures/complaint-dates.ts';
import type { Procedure } from '../../../procedures/schema.ts';
import type { MessageTexts, PostalAddress } from '../../../register/complaint-content.ts';
import type { CivilDate } from '../../../workflows/domain/time.ts';
import type { ComplaintInFull } from '../../complaints/complaint-in-full.ts';
import { courseView } from '../../complaints/course-view.ts';
import { missingIn } from '../../complaints/missing-facts.ts';
import { warningsOf } from '../../complaints/warnings.ts';
import { domainWord } from '../words/domain.ts';
import { message } from '../words/words.ts';

/** A fact with its name; `lines` are read one under the other. */
export interface Fact {
  name: string;
  lines: string[];
  href?: string | undefined;
  /** Where an e-mail or a phone call goes. */
  link?: string | undefined;
}

/** What is known of a complaint beside what happened to it. */
export interface FactsOfComplaint {
  facts: Fact[];
  /** What the complainant told, in their own words. */
  told: { name: string; paragraphs: string[] }[];
  missing: { fact: string; asked: string }[];
  /** Nothing is missing but what not everybody has. */
  missingIfAny: boolean;
  /** When what is missing was asked for last, and the day by which it was to come where staff set one; absent where it was not. */
  asked?: { at: Date; by: CivilDate | undefined };
  warnings: string[];
  dates: { name: string; day?: CivilDate | undefined; words?: string | undefined }[];
}

/** The facts of a complaint as its page shows them. */
export function factsOf(
  complaint: ComplaintInFull,
  texts: ReadonlyMap<string, MessageTexts>,
  procedure: Procedure,
  language: Language,
): FactsOfComplaint {
  const say = (key: string, values?: Record<string, unknown>) => message(language, `complaint.${key}`, values);
  // Once it is answered nobody needs it any more; the API tells of it all the same.
  const missing = complaint.row.closed_at === null ? missingIn(complaint, procedure) : [];
  return {
    facts: [
      ...peopleOf(complaint, language),
      ...contractOf(complaint, texts, language),
      ...courseOf(complaint, language),
      ...procedureOf(complaint, procedure, language),
    ],
    told: toldIn(complaint, language),
    missing: missing.map(({ fact, asked }) => ({ fact: say(`fact.${fact}`), asked })),
    missingIfAny: missing.every(({ ifAny }) => ifAny),
    ...askedIn(complaint, texts),
    warnings: warningsOf(complaint, procedure).map(({ code }) => say(`warning.${code}`)),
    dates: datesToShow(complaint, procedure, language),
  };
}

function askedIn({ messages }: ComplaintInFull, texts: ReadonlyMap<string, MessageTexts>): Pick<FactsOfComplaint, 'asked'> {
  const last = messages.findLast(({ body, state }) => body['decision'] === 'request-information' && state !== 'refused');
  return last === undefined ? {} : { asked: { at: last.accepted_at, by: texts.get(last.id)?.answerBy } };
}

function factMaker(language: Language) {
  return (name: string, lines: (string | undefined)[], more: Pick<Fact, 'href' | 'link'> = {}): Fact[] => {
    const given = lines.filter((line): line is string => line !== undefined && line !== '');
    return given.length === 0 ? [] : [{ name: message(language, `complaint.facts.${name}`), lines: given, ...more }];
  };
}

function peopleOf({ content, row, facts }: ComplaintInFull, language: Language): Fact[] {
  const fact = factMaker(language);
  const say = (key: string) => message(language, `complaint.${key}`);
  if (!content) return [];
  const { complainant, representative } = content;
  const mandate = facts.mandate && say(`facts.mandate-${facts.mandate}`);
  return [
    ...fact('complainant', [complainant.name]),
    ...fact('status', [complainant.status]),
    ...fact('email', [complainant.email], { link: complainant.email && `mailto:${complainant.email}` }),
    ...fact('phone', [complainant.phone && formatPhone(complainant.phone, row.country)], {
      link: complainant.phone && `tel:${complainant.phone}`,
    }),
    ...fact('address', linesOf(complainant.address)),
    ...fact('representative', [
      representative?.name,
      mandate,
      representative?.email,
      representative?.phone && formatPhone(representative.phone, row.country),
      ...linesOf(representative?.address),
    ]),
    ...fact('capacity', [domainWord(language, 'capacities', row.capacity)]),
    ...(row.sender === 'private-person' ? [] : fact('sender', [domainWord(language, 'senders', row.sender)])),
    ...fact('language', [say(`language.${row.language}`)]),
    ...fact('channel', [domainWord(language, 'channels', row.channel)]),
  ];
}

function contractOf({ content, facts }: ComplaintInFull, texts: ReadonlyMap<string, MessageTexts>, language: Language): Fact[] {
  const fact = factMaker(language);
  const insurer = facts.insurerNamedBy === undefined ? undefined : texts.get(facts.insurerNamedBy)?.insurer;
  return [
    ...fact('contract', [
      content?.policyNumber ?? (content?.noPolicyNumber ? message(language, 'complaint.facts.noPolicyNumber') : undefined),
    ]),
    ...fact('claim', [content?.claimNumber]),
    ...fact('insurer', [insurer?.name, insurer?.email, insurer?.reference]),
    ...fact('matter', [content?.matter]),
  ];
}

function courseOf({ facts, newMatters }: ComplaintInFull, language: Language): Fact[] {
  const fact = factMaker(language);
  const word = (kind: string, name: string | undefined) => (name === undefined ? undefined : domainWord(language, kind, name));
  const outcomes = [facts.result?.outcome ?? facts.recordedResult?.outcome, facts.gdpr?.result?.outcome];
  return [
    ...fact('kind', [word('kinds', facts.kind)]),
    ...fact('level', [word('levels', facts.level)]),
    ...fact('responsibility', [word('responsibilities', facts.responsibility)]),
    ...fact(
      'outcome',
      outcomes.map((outcome) => word('outcomes', outcome)),
    ),
    ...fact('closure', [word('closures', facts.closure?.reason)]),
    ...fact('linkedTo', [facts.linkedTo], { href: facts.linkedTo && `/desk/complaints/${facts.linkedTo}` }),
    ...newMatters.flatMap((reference) => fact('newMatters', [reference], { href: `/desk/complaints/${reference}` })),
  ];
}

/** The version that it follows, which leads to what the procedure says. */
function procedureOf({ row }: ComplaintInFull, { id }: Procedure, language: Language): Fact[] {
  const version = row.procedure_version.split('@')[1] ?? row.procedure_version;
  const words = message(language, 'complaint.facts.version', { version });
  return factMaker(language)('procedure', [words], { href: `/desk/administration/procedures/${id}` });
}

const tellings = ['reason', 'stepsTaken', 'answerReceived', 'arguments', 'solutionSought', 'solvedBy'] as const;

function toldIn({ content }: ComplaintInFull, language: Language): FactsOfComplaint['told'] {
  return tellings.flatMap((name) => {
    const text = content?.[name];
    if (!text) return [];
    return [{ name: message(language, `complaint.facts.${name}`), paragraphs: paragraphsOf(text) }];
  });
}

/** Lines that are not blank. */
export function paragraphsOf(text: string): string[] {
  return text.split(/\n+/).filter((line) => line.trim() !== '');
}

function datesToShow(complaint: ComplaintInFull, procedure: Procedure, language: Language): FactsOfComplaint['dates'] {
  const { facts } = complaint;
  const say = (key: string) => message(language, `complaint.dates.${key}`);
  const period = courseView(complaint, procedure).mediatorPeriod;
  const { sentOn } = datesOf(facts);
  return [
    { name: say('sent'), ...(facts.sentOn === undefined ? { words: say('unknown') } : { day: facts.sentOn }) },
    { name: say('received'), day: facts.receivedOn },
    { name: say('registered'), day: facts.registeredOn },
    ...(facts.writing ? [{ name: say('written'), day: facts.writing.receivedOn ?? sentOn }] : []),
    ...(period?.until === undefined ? [] : [{ name: say('mediator'), day: period.until }]),
  ];
}

function linesOf(address: PostalAddress | undefined): string[] {
  return address ? address.lines : [];
}
