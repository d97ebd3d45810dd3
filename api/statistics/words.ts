import type { Language } from '../../register/complaint-content.ts';
import type { TimelinessSource } from '../../register/statistics/tallies.ts';
import { domainWord } from '../desk/words/domain.ts';

interface Words {
  notKnown: string;
  median: string;
  ninetieth: string;
  redress: Record<'redress' | 'offer-accepted', string>;
  actionsOpened: string;
  actionsDone: string;
  actionsEffective: string;
  actionsNotEffective: string;
  sources: Record<TimelinessSource, string>;
  mediation: Record<string, string>;
}

const words: Record<Language, Words> = {
  fr: {
    notKnown: 'Non renseigné',
    median: 'Médiane (jours ouvrés)',
    ninetieth: '90e centile (jours ouvrés)',
    redress: { redress: 'Réparations', 'offer-accepted': 'Offres acceptées' },
    actionsOpened: 'Ouvertes',
    actionsDone: 'Réalisées',
    actionsEffective: 'Jugées efficaces',
    actionsNotEffective: 'Jugées sans effet',
    sources: { procedure: 'Procédure du cabinet', acpr: 'ACPR', gdpr: 'RGPD', belgium: 'Droit belge' },
    mediation: { 'has-it': 'En cours chez le médiateur', refused: 'Déclinées par le médiateur', 'gave-opinion': 'Avis rendu' },
  },
  nl: {
    notKnown: 'Niet ingevuld',
    median: 'Mediaan (werkdagen)',
    ninetieth: '90e percentiel (werkdagen)',
    redress: { redress: 'Vergoedingen', 'offer-accepted': 'Aanvaarde voorstellen' },
    actionsOpened: 'Geopend',
    actionsDone: 'Uitgevoerd',
    actionsEffective: 'Doeltreffend bevonden',
    actionsNotEffective: 'Zonder effect bevonden',
    sources: { procedure: 'Procedure van het kantoor', acpr: 'ACPR', gdpr: 'AVG', belgium: 'Belgisch recht' },
    mediation: { 'has-it': 'Bij de ombudsman', refused: 'Niet behandeld door de ombudsman', 'gave-opinion': 'Advies gegeven' },
  },
  en: {
    notKnown: 'Not given',
    median: 'Median (working days)',
    ninetieth: '90th percentile (working days)',
    redress: { redress: 'Redress', 'offer-accepted': 'Offers accepted' },
    actionsOpened: 'Opened',
    actionsDone: 'Done',
    actionsEffective: 'Found effective',
    actionsNotEffective: 'Found without effect',
    sources: { procedure: 'The firm’s procedure', acpr: 'ACPR', gdpr: 'GDPR', belgium: 'Belgian law' },
    mediation: { 'has-it': 'With the mediator', refused: 'Refused by the mediator', 'gave-opinion': 'Opinion given' },
  },
};

const locales: Record<Language, string> = { fr: 'fr-FR', nl: 'nl-BE', en: 'en-GB' };

/** Words of statistics that pages, exports and the API's questionnaire share. */
export function wordsOf(language: Language): Words {
  return words[language];
}

/** What a word of the domain is called as a heading or in a table: with a capital. */
export function nameOfId(what: string, id: string, language: Language): string {
  const name = what === 'mediation' ? (words[language].mediation[id] ?? id) : domainWord(language, what, id);
  return `${name.slice(0, 1).toLocaleUpperCase(language)}${name.slice(1)}`;
}

/** `1 250,50 €`, `€ 1.250,50`, `€1,250.50`. */
export function amountInWords(cents: number, currency: string, language: Language): string {
  return new Intl.NumberFormat(locales[language], { style: 'currency', currency }).format(cents / 100);
}

/** `1 250`, `1.250`, `1,250`. */
export function numberInWords(value: number, language: Language): string {
  return new Intl.NumberFormat(locales[language]).format(value);
}

/** `96 %`; a dash where there is nothing to take a share of. Never rounded up to all, nor down to nothing. */
export function shareInWords(part: number, whole: number, language: Language): string {
  if (whole === 0) return '–';
  const share = part / whole;
  const digits = share > 0.99 || share < 0.01 ? 1 : 0;
  const shown = part === whole ? 1 : Math.min(share, 0.999);
  return new Intl.NumberFormat(locales[language], { style: 'percent', maximumFractionDigits: digits }).format(shown);
}
