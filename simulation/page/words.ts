import type { Language } from '../../register/complaint-content.ts';
import type { Addressee, TimelineEvent } from '../timeline.ts';

/** What the page of a timeline says, in a firm's language. */
export interface PageWords {
  simulation: string;
  fictional: string;
  lanes: { complaint: string; decisions: string; reminders: string };
  table: { caption: string; number: string; when: string; what: string; whom: string; detail: string };
  legend: {
    inTime: string;
    late: string;
    open: string;
    lastDay: string;
    holiday: string;
    letterTo: Record<Addressee, string>;
    decision: string;
    refused: string;
    reminder: string;
    breach: string;
  };
  events: Record<TimelineEvent, string>;
  lastDay: (days: string[]) => string;
  limits: { caption: string; duty: string; lastDay: string; rule: string; done: string; notNeeded: string; open: string };
  read: string;
  asText: string;
  asMail: string;
  byPost: string;
  toRepresentative: string;
  givesDay: (day: string) => string;
  sentOn: (day: string) => string;
  firstWrittenOn: (day: string) => string;
  registeredAt: (moment: string) => string;
  level: string;
  madeUp: (count: number) => string;
  putOff: string;
  refusedBecause: string;
  undecided: string;
  alarm: string;
  sections: {
    held: (day: string) => string;
    overdue: (day: string) => string;
    due: (day: string) => string;
    approval: (day: string) => string;
    unassigned: (day: string) => string;
    'post-tray': (day: string) => string;
    insurer: (day: string, replyBy: string | undefined) => string;
    mediator: (day: string) => string;
  };
  breach: (source: string, day: string) => string;
  facts: Record<string, string>;
}

const fr: PageWords = {
  simulation: 'Simulation',
  fictional: 'Rien n’a été envoyé : la personne est fictive, les dates sont celles de la procédure.',
  lanes: { complaint: 'Dossier', decisions: 'Décisions et réceptions', reminders: 'Rappels au personnel' },
  table: {
    caption: 'Chronologie',
    number: 'N°',
    when: 'Date et heure',
    what: 'Événement',
    whom: 'Destinataire',
    detail: 'Précisions',
  },
  legend: {
    inTime: 'dans le délai',
    late: 'hors délai',
    open: 'délai restant',
    lastDay: 'dernier jour',
    holiday: 'jour férié',
    letterTo: { complainant: 'au réclamant', insurer: 'à l’assureur', mediator: 'au médiateur', staff: 'au personnel' },
    decision: 'décision, réception',
    refused: 'refusée',
    reminder: 'rappel au personnel',
    breach: 'délai dépassé',
  },
  events: {
    received: 'Réclamation reçue',
    'letter-sent': 'Courrier envoyé',
    'decision-applied': 'Décision',
    'decision-refused': 'Décision refusée',
    reminder: 'Rappel',
    breach: 'Délai dépassé',
    'level-raised': 'Niveau relevé',
    closed: 'Dossier clos',
  },
  lastDay: (days) => `dernier jour : ${days.join(' ; ')}`,
  limits: {
    caption: 'Délais',
    duty: 'Obligation',
    lastDay: 'Dernier jour',
    rule: 'Règle',
    done: 'Accompli',
    notNeeded: 'sans objet',
    open: 'en cours',
  },
  read: 'lire',
  asText: 'texte',
  asMail: 'e-mail',
  byPost: 'par courrier postal',
  toRepresentative: 'à la personne qui écrit pour le réclamant',
  givesDay: (day) => `annonce le ${day}`,
  sentOn: (day) => `envoyée le ${day}`,
  firstWrittenOn: (day) => `premier écrit du ${day}`,
  registeredAt: (moment) => `enregistrée le ${moment}`,
  level: 'niveau',
  madeUp: (count) => (count === 1 ? 'un texte d’usage a été ajouté' : `${count} textes d’usage ont été ajoutés`),
  putOff: 'reportée d’une minute',
  refusedBecause: 'motif',
  undecided: 'à décider',
  alarm: 'alerte',
  sections: {
    held: (day) => `courriers retenus depuis le ${day}`,
    overdue: (day) => `en retard depuis le ${day}`,
    due: (day) => `à faire au plus tard le ${day}`,
    approval: (day) => `résultat à approuver depuis le ${day}`,
    unassigned: (day) => `personne n’est en charge du dossier depuis le ${day}`,
    'post-tray': (day) => `courrier à poster depuis le ${day}`,
    insurer: (day, replyBy) =>
      `réponse de l’assureur attendue depuis le ${day}${replyBy === undefined ? '' : `, demandée pour le ${replyBy}`}`,
    mediator: (day) => `le médiateur peut être saisi jusqu’au ${day}`,
  },
  breach: (source, day) => `le délai (${source}) s’achevait le ${day}`,
  facts: {
    upheld: 'favorable',
    'partly-upheld': 'en partie favorable',
    rejected: 'défavorable',
    settled: 'offre amiable',
    firm: 'le cabinet',
    insurer: 'l’assureur',
    classic: 'réclamation',
    gdpr: 'RGPD',
    'classic-and-gdpr': 'réclamation et RGPD',
    'not-a-complaint': 'pas une réclamation',
    proposed: 'à approuver',
  },
};

const nl: PageWords = {
  simulation: 'Simulatie',
  fictional: 'Er werd niets verstuurd: de persoon is verzonnen, de data zijn die van de procedure.',
  lanes: { complaint: 'Dossier', decisions: 'Beslissingen en ontvangst', reminders: 'Herinneringen aan het personeel' },
  table: {
    caption: 'Tijdlijn',
    number: 'Nr.',
    when: 'Datum en uur',
    what: 'Gebeurtenis',
    whom: 'Bestemmeling',
    detail: 'Toelichting',
  },
  legend: {
    inTime: 'binnen de termijn',
    late: 'te laat',
    open: 'resterende termijn',
    lastDay: 'laatste dag',
    holiday: 'feestdag',
    letterTo: {
      complainant: 'aan de klager',
      insurer: 'aan de verzekeraar',
      mediator: 'aan de ombudsman',
      staff: 'aan het personeel',
    },
    decision: 'beslissing, ontvangst',
    refused: 'geweigerd',
    reminder: 'herinnering aan het personeel',
    breach: 'termijn overschreden',
  },
  events: {
    received: 'Klacht ontvangen',
    'letter-sent': 'Brief verstuurd',
    'decision-applied': 'Beslissing',
    'decision-refused': 'Beslissing geweigerd',
    reminder: 'Herinnering',
    breach: 'Termijn overschreden',
    'level-raised': 'Hoger niveau',
    closed: 'Dossier afgesloten',
  },
  lastDay: (days) => `laatste dag: ${days.join('; ')}`,
  limits: {
    caption: 'Termijnen',
    duty: 'Verplichting',
    lastDay: 'Laatste dag',
    rule: 'Regel',
    done: 'Voldaan',
    notNeeded: 'niet nodig',
    open: 'lopend',
  },
  read: 'lezen',
  asText: 'tekst',
  asMail: 'e-mail',
  byPost: 'per post',
  toRepresentative: 'aan wie voor de klager schrijft',
  givesDay: (day) => `noemt ${day}`,
  sentOn: (day) => `verstuurd op ${day}`,
  firstWrittenOn: (day) => `eerste geschrift van ${day}`,
  registeredAt: (moment) => `geregistreerd op ${moment}`,
  level: 'niveau',
  madeUp: (count) => (count === 1 ? 'één gebruikelijke tekst toegevoegd' : `${count} gebruikelijke teksten toegevoegd`),
  putOff: 'een minuut uitgesteld',
  refusedBecause: 'reden',
  undecided: 'nog te beslissen',
  alarm: 'alarm',
  sections: {
    held: (day) => `brieven tegengehouden sinds ${day}`,
    overdue: (day) => `te laat sinds ${day}`,
    due: (day) => `uiterlijk op ${day}`,
    approval: (day) => `goed te keuren resultaat sinds ${day}`,
    unassigned: (day) => `niemand beheert het dossier sinds ${day}`,
    'post-tray': (day) => `te posten brief sinds ${day}`,
    insurer: (day, replyBy) =>
      `antwoord van de verzekeraar verwacht sinds ${day}${replyBy === undefined ? '' : `, gevraagd tegen ${replyBy}`}`,
    mediator: (day) => `de ombudsman kan worden gevraagd tot ${day}`,
  },
  breach: (source, day) => `de termijn (${source}) liep tot ${day}`,
  facts: {
    upheld: 'gegrond',
    'partly-upheld': 'deels gegrond',
    rejected: 'ongegrond',
    settled: 'voorstel in der minne',
    firm: 'de onderneming',
    insurer: 'de verzekeraar',
    classic: 'klacht',
    gdpr: 'AVG',
    'classic-and-gdpr': 'klacht en AVG',
    'not-a-complaint': 'geen klacht',
    proposed: 'goed te keuren',
  },
};

const en: PageWords = {
  simulation: 'Simulation',
  fictional: 'Nothing was sent: the person is fictional, the dates are those of the procedure.',
  lanes: { complaint: 'File', decisions: 'Decisions and receipts', reminders: 'Reminders to staff' },
  table: { caption: 'Timeline', number: 'No.', when: 'Date and time', what: 'Event', whom: 'To', detail: 'Detail' },
  legend: {
    inTime: 'in time',
    late: 'late',
    open: 'time left',
    lastDay: 'last day',
    holiday: 'public holiday',
    letterTo: { complainant: 'to the complainant', insurer: 'to the insurer', mediator: 'to the mediator', staff: 'to staff' },
    decision: 'decision, receipt',
    refused: 'refused',
    reminder: 'reminder to staff',
    breach: 'limit passed',
  },
  events: {
    received: 'Complaint received',
    'letter-sent': 'Letter sent',
    'decision-applied': 'Decision',
    'decision-refused': 'Decision refused',
    reminder: 'Reminder',
    breach: 'Limit passed',
    'level-raised': 'Level raised',
    closed: 'File closed',
  },
  lastDay: (days) => `last day: ${days.join('; ')}`,
  limits: {
    caption: 'Time limits',
    duty: 'Duty',
    lastDay: 'Last day',
    rule: 'Rule',
    done: 'Done',
    notNeeded: 'not needed',
    open: 'open',
  },
  read: 'read',
  asText: 'text',
  asMail: 'e-mail',
  byPost: 'by post',
  toRepresentative: 'to who writes for the complainant',
  givesDay: (day) => `gives ${day}`,
  sentOn: (day) => `sent on ${day}`,
  firstWrittenOn: (day) => `first written on ${day}`,
  registeredAt: (moment) => `registered on ${moment}`,
  level: 'level',
  madeUp: (count) => (count === 1 ? 'one ordinary text was added' : `${count} ordinary texts were added`),
  putOff: 'put off by a minute',
  refusedBecause: 'reason',
  undecided: 'not decided yet',
  alarm: 'alarm',
  sections: {
    held: (day) => `mail held since ${day}`,
    overdue: (day) => `late since ${day}`,
    due: (day) => `due by ${day}`,
    approval: (day) => `result to be approved since ${day}`,
    unassigned: (day) => `nobody in charge since ${day}`,
    'post-tray': (day) => `letter to be posted since ${day}`,
    insurer: (day, replyBy) =>
      `the insurer’s reply awaited since ${day}${replyBy === undefined ? '' : `, asked for by ${replyBy}`}`,
    mediator: (day) => `the mediator can be asked until ${day}`,
  },
  breach: (source, day) => `the limit (${source}) ended on ${day}`,
  facts: {
    upheld: 'upheld',
    'partly-upheld': 'partly upheld',
    rejected: 'rejected',
    settled: 'amicable offer',
    firm: 'the firm',
    insurer: 'the insurer',
    classic: 'complaint',
    gdpr: 'GDPR',
    'classic-and-gdpr': 'complaint and GDPR',
    'not-a-complaint': 'no complaint',
    proposed: 'to be approved',
  },
};

/** The page's words in each language that a firm may write in. */
export const pageWords: Record<Language, PageWords> = { fr, nl, en };
