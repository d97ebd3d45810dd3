import type { DutyName } from '../workflows/domain/duties.ts';
import type { Language } from './letter.ts';

/** What staff read for a duty. */
export const dutyWords: Record<Language, Record<DutyName, string>> = {
  fr: {
    acknowledgement: 'accusé de réception',
    'insurer-forwarding': 'transmission à l’assureur',
    'interim-reply': 'point de situation',
    'resolution-letter': 'lettre de résolution',
    'final-response': 'réponse définitive',
    'gdpr-response': 'réponse à la demande relative aux données personnelles',
    'announced-date': 'nouvelle date annoncée',
    'recourse-details': 'coordonnées des voies de recours après un désaccord',
    'enquiry-answer': 'réponse à une demande d’information',
    'escalation-notice': 'information sur la suite du dossier',
    'decision-notice': 'information sur une décision',
    'invitation-to-write': 'invitation à écrire',
    'reminder-to-write': 'rappel de l’invitation à écrire',
    'never-written': 'clôture d’une réclamation jamais écrite',
    'complaint-copy': 'copie de la réclamation',
    'mandate-request': 'demande de mandat',
    'insurer-chaser': 'rappel à l’assureur',
    redirecting: 'orientation vers le bon destinataire',
    'sending-on': 'transmission au médiateur',
    'mediation-reminder': 'rappel du délai de médiation',
  },
  nl: {
    acknowledgement: 'ontvangstmelding',
    'insurer-forwarding': 'doorsturen naar de verzekeraar',
    'interim-reply': 'stand van zaken',
    'resolution-letter': 'brief met het resultaat',
    'final-response': 'definitief antwoord',
    'gdpr-response': 'antwoord op het verzoek over persoonsgegevens',
    'announced-date': 'nieuwe aangekondigde datum',
    'recourse-details': 'verdere mogelijkheden na een meningsverschil',
    'enquiry-answer': 'antwoord op een vraag om informatie',
    'escalation-notice': 'bericht over het verdere verloop',
    'decision-notice': 'bericht over een beslissing',
    'invitation-to-write': 'uitnodiging om te schrijven',
    'reminder-to-write': 'herinnering om te schrijven',
    'never-written': 'afsluiting zonder schriftelijke klacht',
    'complaint-copy': 'kopie van de klacht',
    'mandate-request': 'vraag om een volmacht',
    'insurer-chaser': 'herinnering aan de verzekeraar',
    redirecting: 'doorverwijzing naar de juiste bestemmeling',
    'sending-on': 'doorsturen naar de ombudsman',
    'mediation-reminder': 'herinnering aan de bemiddelingstermijn',
  },
  en: {
    acknowledgement: 'acknowledgement',
    'insurer-forwarding': 'forwarding to the insurer',
    'interim-reply': 'progress letter',
    'resolution-letter': 'letter with the result',
    'final-response': 'final response',
    'gdpr-response': 'answer to the request about personal data',
    'announced-date': 'new date announced',
    'recourse-details': 'ways on after a disagreement',
    'enquiry-answer': 'answer to an enquiry',
    'escalation-notice': 'notice of the next stage',
    'decision-notice': 'notice of a decision',
    'invitation-to-write': 'invitation to write',
    'reminder-to-write': 'reminder to write',
    'never-written': 'closure of a complaint never written',
    'complaint-copy': 'copy of the complaint',
    'mandate-request': 'request for a mandate',
    'insurer-chaser': 'reminder to the insurer',
    redirecting: 'referral to the right addressee',
    'sending-on': 'sending on to the mediator',
    'mediation-reminder': 'reminder of the time limit for mediation',
  },
};

/** A function that is named with its article, in mid-sentence: `Le service clients` is followed by `le service clients`. */
export function insideSentence(name: string, language: Language): string {
  return isFunction(name, language) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}

/** True for a function with its article (`Le service clients`), false for a person: a surname keeps its article's capital. */
export function isFunction(name: string, language: Language): boolean {
  const [, next] = articles[language].exec(name) ?? [];
  return next !== undefined && (/^\p{Ll}/u.test(next) || functions[language].test(next));
}

const articles: Record<Language, RegExp> = {
  fr: /^(?:Les? |La |L[’'])(\S+)/iu,
  nl: /^(?:De |Het )(\S+)/iu,
  en: /^(?:The )(\S+)/iu,
};
/** What a function begins with where it is written with capitals throughout. */
const functions: Record<Language, RegExp> = {
  fr: /^(service|responsable|équipe|cabinet|direction|directeur|directrice|département|pôle|bureau|gestionnaire|chargée?)s?$/iu,
  nl: /(dienst|team|afdeling|verantwoordelijke|beheerder|kantoor|directie)$/iu,
  en: /./u,
};

/** The same at the beginning of a sentence. */
export function firstInSentence(name: string): string {
  return /^(les?|la|de|het|the) \p{Ll}|^l[’']\p{Ll}/u.test(name) ? capitalised(name) : name;
}

/** As at the beginning of a line. */
export function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
