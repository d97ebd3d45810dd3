import type { Language } from '../../../letters/letter.ts';
import { setSpaces } from '../../../letters/typography.ts';

/**
 * What the procedures' files say in English of where a time limit comes from, for readers of other languages. What an operator wrote, in
 * whichever language, stands as it is.
 */
const translations: Readonly<Record<string, Readonly<Record<Exclude<Language, 'en'>, string>>>> = {
  'counted from the day on which the reminder is called for, well before the last day': {
    fr: 'compté du jour où le rappel devient utile, bien avant le dernier jour',
    nl: 'geteld vanaf de dag waarop de herinnering nodig is, ruim voor de laatste dag',
  },
  'neither the text nor the law has a limit for acknowledging a complaint about personal data; as for any other': {
    fr: 'ni le texte ni la loi ne fixent de délai pour accuser réception d’une réclamation RGPD ; comme pour toute autre',
    nl: 'noch de tekst noch de wet heeft een termijn om de ontvangst van een AVG-klacht te melden; zoals voor elke andere',
  },
  'no text has a limit for answering how a complaint stands': {
    fr: 'aucun texte ne fixe de délai pour dire où en est une réclamation',
    nl: 'geen tekst heeft een termijn om te zeggen hoe het met een klacht staat',
  },
  'no text has a limit for asking for a mandate': {
    fr: 'aucun texte ne fixe de délai pour demander un mandat',
    nl: 'geen tekst heeft een termijn om een volmacht te vragen',
  },
  'no text has a limit for asking somebody who spoke to write': {
    fr: 'aucun texte ne fixe de délai pour inviter à écrire une personne qui s’est exprimée de vive voix',
    nl: 'geen tekst heeft een termijn om wie mondeling klaagde te vragen te schrijven',
  },
  'no text has a limit for naming the right firm': {
    fr: 'aucun texte ne fixe de délai pour indiquer le bon professionnel',
    nl: 'geen tekst heeft een termijn om de juiste onderneming te noemen',
  },
  'no text has a limit for sending a letter on to the mediator': {
    fr: 'aucun texte ne fixe de délai pour transmettre un courrier au médiateur',
    nl: 'geen tekst heeft een termijn om een brief naar de ombudsman door te sturen',
  },
  'no text has a limit for telling of a decision that is not the answer': {
    fr: 'aucun texte ne fixe de délai pour informer d’une décision qui n’est pas la réponse',
    nl: 'geen tekst heeft een termijn om een beslissing te melden die niet het antwoord is',
  },
  'no text has a limit for telling that a complaint has gone on': {
    fr: 'aucun texte ne fixe de délai pour informer qu’une réclamation a été transmise',
    nl: 'geen tekst heeft een termijn om te melden dat een klacht is doorgestuurd',
  },
  'the new date that a letter about a delay gives where staff have set none': {
    fr: 'la nouvelle date qu’annonce la lettre de retard quand l’équipe n’en a pas fixé',
    nl: 'de nieuwe datum die de brief over uitstel noemt als het team er geen heeft gekozen',
  },
  'the second answer, once the first clock has passed': {
    fr: 'la seconde réponse, une fois le premier délai écoulé',
    nl: 'het tweede antwoord, als de eerste termijn voorbij is',
  },
  "the supervisor's two months begin with the first writing; a complaint told by telephone has the same time from the call": {
    fr: 'les deux mois du superviseur courent du premier écrit ; une réclamation faite par téléphone a le même délai à compter de l’appel',
    nl: 'de twee maanden van de toezichthouder lopen vanaf het eerste geschrift; een telefonische klacht heeft dezelfde tijd vanaf het gesprek',
  },
  "the supervisor's two months begin with the first writing; what is treated as spoken has the same time from the talk": {
    fr: 'les deux mois du superviseur courent du premier écrit ; ce qui est traité comme oral a le même délai à compter de l’entretien',
    nl: 'de twee maanden van de toezichthouder lopen vanaf het eerste geschrift; wat als mondeling wordt behandeld heeft dezelfde tijd vanaf het gesprek',
  },
  'the text counts from the first receipt; a complaint reopened after its answer has no number of its own': {
    fr: 'le texte compte de la première réception ; une réclamation rouverte après sa réponse n’a pas de délai propre',
    nl: 'de tekst telt vanaf de eerste ontvangst; een klacht die na het antwoord is heropend heeft geen eigen termijn',
  },
  'the text has no limit for giving the details of the mediator': {
    fr: 'le texte ne fixe pas de délai pour donner les coordonnées du médiateur',
    nl: 'de tekst heeft geen termijn om de gegevens van de ombudsman te geven',
  },
  'the text has no limit for giving the details of the ombudsman': {
    fr: 'le texte ne fixe pas de délai pour donner les coordonnées de l’ombudsman',
    nl: 'de tekst heeft geen termijn om de gegevens van de ombudsman te geven',
  },
  'the text has no limit for passing a complaint on to the company': {
    fr: 'le texte ne fixe pas de délai pour transmettre une réclamation à la compagnie',
    nl: 'de tekst heeft geen termijn om een klacht naar de maatschappij door te sturen',
  },
  'the text has no limit for passing a complaint on to the insurer': {
    fr: 'le texte ne fixe pas de délai pour transmettre une réclamation à l’assureur',
    nl: 'de tekst heeft geen termijn om een klacht naar de verzekeraar door te sturen',
  },
  'the text has no limit for telling of the second treatment': {
    fr: 'le texte ne fixe pas de délai pour informer du second examen',
    nl: 'de tekst heeft geen termijn om de tweede behandeling te melden',
  },
  "the text says 'dans les meilleurs délais' and gives no number": {
    fr: 'le texte dit « dans les meilleurs délais », sans chiffre',
    nl: 'de tekst zegt ‘dans les meilleurs délais’ en geeft geen getal',
  },
  'the text says nothing of a disagreement': {
    fr: 'le texte ne dit rien d’un désaccord',
    nl: 'de tekst zegt niets over een meningsverschil',
  },
  'this version was kept before Doléance had the duty': {
    fr: 'cette version a été conservée avant que Doléance ne connaisse cette obligation',
    nl: 'deze versie is bewaard voordat Doléance deze verplichting kende',
  },
  'two more weeks, then the complaint is closed; they may still write': {
    fr: 'deux semaines encore, puis la réclamation est close ; il reste possible d’écrire',
    nl: 'nog twee weken, dan wordt de klacht afgesloten; schrijven kan nog altijd',
  },
  'two weeks to write, then one reminder': {
    fr: 'deux semaines pour écrire, puis un seul rappel',
    nl: 'twee weken om te schrijven, dan één herinnering',
  },
  'who complains by a web form gets a dated copy of it (ACPR, as peritusformation.com reports); no text has a number': {
    fr: 'qui réclame par un formulaire en ligne en reçoit une copie datée (ACPR) ; aucun texte ne chiffre ce délai',
    nl: 'wie via een webformulier klaagt krijgt er een gedateerde kopie van (ACPR); geen tekst geeft een getal',
  },
  "ACPR, recommandation 2022-R-01 du 9 mai 2022 (updated by 2024-R-02 du 2 juillet 2024); acpr.banque-france.fr, 'formuler une réclamation vis-à-vis d'un professionnel'; cca.asso.fr":
    {
      fr: 'ACPR, recommandation 2022-R-01 du 9 mai 2022, modifiée par la recommandation 2024-R-02 du 2 juillet 2024',
      nl: 'ACPR, aanbeveling 2022-R-01 van 9 mei 2022, gewijzigd door aanbeveling 2024-R-02 van 2 juli 2024',
    },
  'ACPR, recommandation 2016-R-02 du 14 novembre 2016 (predecessor; formation-ajp.fr), date of effect unconfirmed': {
    fr: 'ACPR, recommandation 2016-R-02 du 14 novembre 2016, qui précédait ; date d’effet à confirmer',
    nl: 'ACPR, aanbeveling 2016-R-02 van 14 november 2016, de voorganger; datum van toepassing te bevestigen',
  },
  'Regulation (EU) 2016/679, art. 12(3); dataprotection.ie': {
    fr: 'Règlement (UE) 2016/679, art. 12, paragraphe 3',
    nl: 'Verordening (EU) 2016/679, art. 12, lid 3',
  },
  'a firm answers a complaint as fast as possible; the law has no number of days': {
    fr: 'l’entreprise répond le plus vite possible ; la loi ne fixe pas de nombre de jours',
    nl: 'de onderneming antwoordt zo snel mogelijk; de wet noemt geen aantal dagen',
  },
};

/** A reason or a source in the reader's language, where it is one of those that come with Doléance. */
export function reasonInWords(text: string, language: Language): { words: string; language: Language } {
  const known = language === 'en' ? undefined : translations[text.trim()]?.[language];
  return known === undefined ? { words: text.trim(), language: 'en' } : { words: setSpaces(known, language), language };
}
