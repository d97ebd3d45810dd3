import type { Channel, Language } from '../../register/complaint-content.ts';
import type { ClosureReason, ComplaintKind } from '../../workflows/domain/complaint.ts';
import type { DecisionName, ReceivedKind } from '../../workflows/domain/messages.ts';
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
    unassigned: (day: string) => string;
    'post-tray': (day: string) => string;
    insurer: (day: string, replyBy: string | undefined) => string;
    mediator: (day: string) => string;
  };
  breach: (source: string, day: string) => string;
  kinds: Record<ComplaintKind, string>;
  channels: Record<Channel, string>;
  closures: Record<ClosureReason, string>;
  decisions: Record<DecisionName, string>;
  received: Record<ReceivedKind, string>;
  escalations: Record<'insurer' | 'mediator' | 'court', string>;
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
    unassigned: (day) => `personne n’est en charge du dossier depuis le ${day}`,
    'post-tray': (day) => `courrier à poster depuis le ${day}`,
    insurer: (day, replyBy) =>
      `réponse de l’assureur attendue depuis le ${day}${replyBy === undefined ? '' : `, demandée pour le ${replyBy}`}`,
    mediator: (day) => `le médiateur peut être saisi jusqu’au ${day}`,
  },
  breach: (source, day) => `le délai (${source}) s’achevait le ${day}`,
  kinds: { classic: 'réclamation', gdpr: 'réclamation RGPD', 'classic-and-gdpr': 'réclamation, dont RGPD' },
  channels: {
    'web-form': 'par formulaire en ligne',
    'e-mail': 'par e-mail',
    letter: 'par courrier',
    phone: 'par téléphone',
    meeting: 'en rendez-vous',
  },
  closures: {
    answered: 'la réponse est partie',
    withdrawn: 'la réclamation est retirée',
    'not-treated-further': 'elle ne peut être traitée plus avant',
    'not-a-complaint': 'ce n’est pas une réclamation',
    misdirected: 'elle concerne un autre professionnel',
    'meant-for-mediator': 'elle était destinée au médiateur',
    'never-written': 'elle n’a jamais été confirmée par écrit',
    'solved-at-once': 'elle a été résolue sur-le-champ',
  },
  decisions: {
    'acknowledge-now': 'Accuser réception maintenant',
    assign: 'Confier le dossier',
    classify: 'Qualifier',
    'set-responsibility': 'Responsabilité',
    'answer-within-week': 'Réponse possible sous une semaine',
    'invite-to-write': 'Inviter à écrire',
    'interim-reply-now': 'Point de situation maintenant',
    'request-information': 'Demander des pièces',
    'announce-delay': 'Annoncer un retard',
    'answer-enquiry': 'Répondre à la demande d’information',
    'record-result': 'Résultat connu',
    resolve: 'Répondre',
    approve: 'Approuver',
    'send-back': 'Renvoyer la proposition',
    'announce-measures': 'Annoncer des mesures',
    redirect: 'Orienter vers le bon professionnel',
    'send-on-to-mediator': 'Transmettre au médiateur',
    'extend-gdpr': 'Prolonger (RGPD)',
    'raise-level': 'Relever le niveau',
    'recompute-plan': 'Recalculer les délais',
    'cannot-treat-further': 'Ne pas traiter plus avant',
    withdraw: 'Retrait',
    reopen: 'Rouvrir',
    close: 'Clore',
  },
  received: {
    information: 'Informations reçues',
    enquiry: 'Demande d’information reçue',
    disagreement: 'Désaccord reçu',
    'insurer-reply': 'Réponse de l’assureur reçue',
    'offer-accepted': 'Offre acceptée',
    withdrawal: 'Retrait reçu',
    'mediator-accepted': 'Le médiateur est saisi',
    'mediator-refused': 'Le médiateur décline',
    'mediator-opinion': 'Avis du médiateur reçu',
    summons: 'Assignation reçue',
    'written-complaint': 'Réclamation écrite reçue',
    mandate: 'Mandat reçu',
    'mediator-period-ending': 'Le délai de médiation s’achève',
  },
  escalations: { insurer: 'Transmise à l’assureur', mediator: 'Portée devant le médiateur', court: 'Portée en justice' },
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
    unassigned: (day) => `niemand beheert het dossier sinds ${day}`,
    'post-tray': (day) => `te posten brief sinds ${day}`,
    insurer: (day, replyBy) =>
      `antwoord van de verzekeraar verwacht sinds ${day}${replyBy === undefined ? '' : `, gevraagd tegen ${replyBy}`}`,
    mediator: (day) => `de ombudsman kan worden gevraagd tot ${day}`,
  },
  breach: (source, day) => `de termijn (${source}) liep tot ${day}`,
  kinds: { classic: 'klacht', gdpr: 'klacht over persoonsgegevens', 'classic-and-gdpr': 'klacht, ook over persoonsgegevens' },
  channels: {
    'web-form': 'via het webformulier',
    'e-mail': 'per e-mail',
    letter: 'per brief',
    phone: 'per telefoon',
    meeting: 'tijdens een gesprek',
  },
  closures: {
    answered: 'het antwoord is vertrokken',
    withdrawn: 'de klacht is ingetrokken',
    'not-treated-further': 'ze kan niet verder worden behandeld',
    'not-a-complaint': 'het is geen klacht',
    misdirected: 'ze betreft een andere onderneming',
    'meant-for-mediator': 'ze was voor de ombudsman bestemd',
    'never-written': 'ze werd nooit schriftelijk bevestigd',
    'solved-at-once': 'ze werd meteen opgelost',
  },
  decisions: {
    'acknowledge-now': 'Nu de ontvangst melden',
    assign: 'Dossier toewijzen',
    classify: 'Kwalificeren',
    'set-responsibility': 'Verantwoordelijkheid',
    'answer-within-week': 'Antwoord binnen een week mogelijk',
    'invite-to-write': 'Uitnodigen om te schrijven',
    'interim-reply-now': 'Nu de stand van zaken geven',
    'request-information': 'Stukken vragen',
    'announce-delay': 'Uitstel aankondigen',
    'answer-enquiry': 'De vraag om informatie beantwoorden',
    'record-result': 'Resultaat bekend',
    resolve: 'Antwoorden',
    approve: 'Goedkeuren',
    'send-back': 'Voorstel terugsturen',
    'announce-measures': 'Maatregelen aankondigen',
    redirect: 'Doorverwijzen',
    'send-on-to-mediator': 'Doorsturen naar de ombudsman',
    'extend-gdpr': 'Verlengen (AVG)',
    'raise-level': 'Niveau verhogen',
    'recompute-plan': 'Termijnen herberekenen',
    'cannot-treat-further': 'Niet verder behandelen',
    withdraw: 'Intrekking',
    reopen: 'Heropenen',
    close: 'Afsluiten',
  },
  received: {
    information: 'Informatie ontvangen',
    enquiry: 'Vraag om informatie ontvangen',
    disagreement: 'Niet akkoord',
    'insurer-reply': 'Antwoord van de verzekeraar ontvangen',
    'offer-accepted': 'Voorstel aanvaard',
    withdrawal: 'Intrekking ontvangen',
    'mediator-accepted': 'De ombudsman behandelt de klacht',
    'mediator-refused': 'De ombudsman weigert',
    'mediator-opinion': 'Advies van de ombudsman ontvangen',
    summons: 'Dagvaarding ontvangen',
    'written-complaint': 'Schriftelijke klacht ontvangen',
    mandate: 'Volmacht ontvangen',
    'mediator-period-ending': 'De termijn voor de ombudsman loopt af',
  },
  escalations: { insurer: 'Naar de verzekeraar', mediator: 'Naar de ombudsman', court: 'Naar de rechter' },
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
    unassigned: (day) => `nobody in charge since ${day}`,
    'post-tray': (day) => `letter to be posted since ${day}`,
    insurer: (day, replyBy) =>
      `the insurer’s reply awaited since ${day}${replyBy === undefined ? '' : `, asked for by ${replyBy}`}`,
    mediator: (day) => `the mediator can be asked until ${day}`,
  },
  breach: (source, day) => `the limit (${source}) ended on ${day}`,
  kinds: {
    classic: 'complaint',
    gdpr: 'complaint about personal data',
    'classic-and-gdpr': 'complaint, also about personal data',
  },
  channels: {
    'web-form': 'by web form',
    'e-mail': 'by e-mail',
    letter: 'by letter',
    phone: 'by telephone',
    meeting: 'in a meeting',
  },
  closures: {
    answered: 'the answer has left',
    withdrawn: 'the complaint was withdrawn',
    'not-treated-further': 'it cannot be treated further',
    'not-a-complaint': 'it is no complaint',
    misdirected: 'it concerns another firm',
    'meant-for-mediator': 'it was meant for the mediator',
    'never-written': 'it was never confirmed in writing',
    'solved-at-once': 'it was solved at once',
  },
  decisions: {
    'acknowledge-now': 'Acknowledge now',
    assign: 'Assign',
    classify: 'Classify',
    'set-responsibility': 'Responsibility',
    'answer-within-week': 'Answer possible within a week',
    'invite-to-write': 'Invite to write',
    'interim-reply-now': 'Interim reply now',
    'request-information': 'Request information',
    'announce-delay': 'Announce a delay',
    'answer-enquiry': 'Answer the enquiry',
    'record-result': 'Result known',
    resolve: 'Answer',
    approve: 'Approve',
    'send-back': 'Send the proposal back',
    'announce-measures': 'Announce measures',
    redirect: 'Redirect',
    'send-on-to-mediator': 'Send on to the mediator',
    'extend-gdpr': 'Extend (GDPR)',
    'raise-level': 'Raise the level',
    'recompute-plan': 'Recompute the limits',
    'cannot-treat-further': 'Treat no further',
    withdraw: 'Withdrawal',
    reopen: 'Reopen',
    close: 'Close',
  },
  received: {
    information: 'Information received',
    enquiry: 'Enquiry received',
    disagreement: 'Disagreement received',
    'insurer-reply': 'Insurer’s reply received',
    'offer-accepted': 'Offer accepted',
    withdrawal: 'Withdrawal received',
    'mediator-accepted': 'The mediator has the complaint',
    'mediator-refused': 'The mediator declines',
    'mediator-opinion': 'Mediator’s opinion received',
    summons: 'Summons received',
    'written-complaint': 'Written complaint received',
    mandate: 'Mandate received',
    'mediator-period-ending': 'The time for mediation ends',
  },
  escalations: { insurer: 'Gone to the insurer', mediator: 'Gone to the mediator', court: 'Gone to court' },
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
