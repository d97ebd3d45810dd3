import type { LimitSource } from '../workflows/domain/duties.ts';
import type { Language } from './letter.ts';

/** Who set a limit, as staff read it. */
export const sourceWords: Record<Language, Record<LimitSource, string>> = {
  fr: {
    procedure: 'notre procédure',
    acpr: 'recommandation de l’ACPR',
    gdpr: 'RGPD',
    belgium: 'règles belges',
    ours: 'délai par défaut',
  },
  nl: {
    procedure: 'onze procedure',
    acpr: 'aanbeveling van de ACPR',
    gdpr: 'AVG',
    belgium: 'Belgische regels',
    ours: 'standaardtermijn',
  },
  en: {
    procedure: 'our procedure',
    acpr: 'ACPR recommendation',
    gdpr: 'GDPR',
    belgium: 'Belgian rules',
    ours: 'default time limit',
  },
};

/** One and several of each unit. */
const units: Record<Language, Record<string, readonly [string, string]>> = {
  fr: {
    monToSatDays: ['jour ouvrable', 'jours ouvrables'],
    monToFriDays: ['jour ouvré', 'jours ouvrés'],
    calendarDays: ['jour calendaire', 'jours calendaires'],
    months: ['mois', 'mois'],
  },
  nl: {
    monToSatDays: ['dag (maandag tot zaterdag)', 'dagen (maandag tot zaterdag)'],
    monToFriDays: ['werkdag', 'werkdagen'],
    calendarDays: ['kalenderdag', 'kalenderdagen'],
    months: ['maand', 'maanden'],
  },
  en: {
    monToSatDays: ['day (Monday to Saturday)', 'days (Monday to Saturday)'],
    monToFriDays: ['working day', 'working days'],
    calendarDays: ['calendar day', 'calendar days'],
    months: ['month', 'months'],
  },
};

/** What a limit runs from, after `à compter de`, `vanaf`, `from`. */
const starts: Record<Language, Record<string, string>> = {
  fr: {
    received: 'de la réception',
    sent: 'de l’envoi',
    registered: 'de l’enregistrement',
    result: 'du résultat',
    disagreement: 'du désaccord',
    enquiry: 'de la demande d’information',
    escalation: 'de la suite donnée au dossier',
    decision: 'de la décision',
    delay: 'de l’annonce du retard',
    reopening: 'de la reprise',
    invitation: 'de l’invitation à écrire',
    reminder: 'du rappel',
    forwarding: 'de la transmission à l’assureur',
    'mediator-period': 'du délai de médiation',
  },
  nl: {
    received: 'de ontvangst',
    sent: 'de verzending',
    registered: 'de registratie',
    result: 'het resultaat',
    disagreement: 'het meningsverschil',
    enquiry: 'de vraag om informatie',
    escalation: 'het verdere verloop',
    decision: 'de beslissing',
    delay: 'de melding van de vertraging',
    reopening: 'de heropening',
    invitation: 'de uitnodiging om te schrijven',
    reminder: 'de herinnering',
    forwarding: 'het doorsturen naar de verzekeraar',
    'mediator-period': 'de bemiddelingstermijn',
  },
  en: {
    received: 'receipt',
    sent: 'sending',
    registered: 'registration',
    result: 'the result',
    disagreement: 'the disagreement',
    enquiry: 'the enquiry',
    escalation: 'the next stage',
    decision: 'the decision',
    delay: 'the notice of delay',
    reopening: 'the reopening',
    invitation: 'the invitation to write',
    reminder: 'the reminder',
    forwarding: 'the forwarding to the insurer',
    'mediator-period': 'the time limit for mediation',
  },
};

const phrases: Record<Language, { from: string; unknown: string; notAfterAnswer: string }> = {
  fr: {
    from: 'à compter',
    unknown: '(date inconnue, délai compté à partir de la réception)',
    notAfterAnswer: 'au plus tard avec la réponse définitive',
  },
  nl: {
    from: 'vanaf',
    unknown: '(datum onbekend, gerekend vanaf de ontvangst)',
    notAfterAnswer: 'uiterlijk met het definitieve antwoord',
  },
  en: {
    from: 'from',
    unknown: '(date unknown, counted from receipt)',
    notAfterAnswer: 'no later than the final response',
  },
};

/** Rules that are not counted from a day. */
const wholeRules: Record<Language, Record<string, string>> = {
  fr: {
    'announced to the complainant': 'date annoncée au réclamant',
    'extended with reasons within the first month': 'prolongation motivée dans le premier mois',
    'not after the answer itself is due': phrases.fr.notAfterAnswer,
    'after the date given to the insurer': 'après la date donnée à l’assureur',
    'after the date given for writing': 'après la date donnée pour écrire',
  },
  nl: {
    'announced to the complainant': 'aan de klager aangekondigde datum',
    'extended with reasons within the first month': 'gemotiveerde verlenging binnen de eerste maand',
    'not after the answer itself is due': phrases.nl.notAfterAnswer,
    'after the date given to the insurer': 'na de datum die de verzekeraar kreeg',
    'after the date given for writing': 'na de datum die voor het schrijven werd gegeven',
  },
  en: {
    'announced to the complainant': 'date announced to the complainant',
    'extended with reasons within the first month': 'extension with reasons within the first month',
    'not after the answer itself is due': phrases.en.notAfterAnswer,
    'after the date given to the insurer': 'after the date given to the insurer',
    'after the date given for writing': 'after the date given for writing',
  },
};

/**
 * A limit's rule as the plan has it (`10 monToSatDays from sent (unknown: received)`) in the reader's words. A rule of another form
 * comes back as it is.
 */
export function ruleInWords(rule: string, language: Language): string {
  const whole = wholeRules[language][rule];
  if (whole !== undefined) return whole;
  const { from, unknown, notAfterAnswer } = phrases[language];
  const [, pulledFrom] = /^not after the final response: (.+)$/.exec(rule) ?? [];
  if (pulledFrom !== undefined) return `${notAfterAnswer} (${ruleInWords(pulledFrom, language)})`;
  const [, count, unit = '', start = '', guessed] = /^(\d+) (\w+) from ([\w-]+)( \(unknown: received\))?$/.exec(rule) ?? [];
  const unitWords = units[language][unit] ?? units[language][`${unit}s`];
  const startWords = starts[language][start];
  if (count === undefined || unitWords === undefined || startWords === undefined) return rule;
  // French counts 0 and 1 alike.
  const one = language === 'fr' ? Number(count) < 2 : Number(count) === 1;
  const span = `${count}\u00a0${unitWords[one ? 0 : 1]} ${from} ${startWords}`;
  return guessed ? `${span} ${unknown}` : span;
}

/** A limit and who set it: `10 jours ouvrables à compter de la réception (notre procédure)`. */
export function limitInWords(rule: string, source: LimitSource, language: Language): string {
  return `${ruleInWords(rule, language)} – ${sourceWords[language][source]}`;
}

/** A reason written as `rule (source)`, in words; any other reason as it is. */
export function reasonInWords(reason: string, language: Language): string {
  const [, rule, source] = /^(.+) \((procedure|acpr|gdpr|belgium|ours)\)$/.exec(reason.trim()) ?? [];
  return rule === undefined ? reason : limitInWords(rule, source as LimitSource, language);
}
