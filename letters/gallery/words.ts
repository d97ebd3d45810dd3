import type { CopiedPart, Language } from '../letter.ts';

/**
 * The words of the made-up complaint that every letter of the gallery belongs to: a premium that was refunded late after a
 * cancellation. Staff would write them in the complainant's language, so each language has its own, and no real person is in them.
 */
export interface GalleryWords {
  complainant: string;
  company: string;
  representative: string;
  matter: string;
  /** The complaint in the complainant's own words. */
  complaint: string;
  /** What a letter to the mediator says that reached the firm instead. */
  letterToMediator: string;
  /** The same as its author gets it back, part by part. */
  complaintCopy: CopiedPart[];
  insurerIsResponsible: string;
  missingFacts: string[];
  whyMissing: string;
  whyDelayed: string;
  situation: string;
  upheld: { reasons: string; measures: string; redress: string };
  partlyUpheld: { upheldPoints: string; rejectedPoints: string; reasons: string };
  rejected: string;
  offer: { terms: string; effect: string; reasons: string };
  notTreatedFurther: string;
  escalated: Record<'insurer' | 'mediator' | 'court', string>;
  answerToEnquiry: string;
  measures: string;
  newFacts: string;
  notAComplaint: { reasons: string; whoAnswers: string };
  misdirected: { reasons: string; firm: string };
  rectification: { matter: string; reasons: string; measures: string };
  erasure: { matter: string; reasons: string };
  whyExtended: string;
  /** The insurer's name. */
  insurer: string;
}

export const galleryWords: Record<Language, GalleryWords> = {
  fr: {
    complainant: 'Dominique Exemple',
    company: 'Exemple et Fils SARL',
    representative: 'Maître Camille Modèle',
    matter: 'le remboursement de votre prime après la résiliation de votre contrat',
    complaint:
      'J’ai résilié mon contrat au 1er mars 2026. Ma prime ne m’a toujours pas été remboursée.\nJe vous demande ce remboursement, et les frais de rejet que ma banque m’a comptés.',
    letterToMediator:
      'Madame, Monsieur,\nMon courtier ne me rembourse pas la prime de mon contrat résilié au 1er mars 2026. Je vous demande votre avis.',
    complaintCopy: [
      { heading: 'Vos coordonnées', text: 'Dominique Exemple\ncliente\n12 rue de l’Exemple\n59000 LILLE\ndominique@example.org' },
      {
        heading: 'Ce qui s’est passé',
        text: 'J’ai résilié mon contrat au 1er mars 2026. Ma prime ne m’a toujours pas été remboursée.',
      },
      { heading: 'La solution que vous demandez', text: 'Le remboursement de ma prime, et des frais de rejet de ma banque.' },
      { heading: 'Vos documents', text: 'lettre-de-resiliation.pdf' },
    ],
    insurerIsResponsible: 'L’assureur encaisse la prime et la rembourse. L’article 7 de votre contrat lui confie cette décision.',
    missingFacts: ['la copie de votre lettre de résiliation', 'la preuve de son envoi'],
    whyMissing: 'Ces documents montrent à quelle date votre contrat a pris fin.',
    whyDelayed:
      'L’assureur ne nous a pas encore adressé le relevé de votre compte de prime. Nous en avons besoin pour vérifier la somme.',
    situation: 'Nous avons reçu le relevé de votre compte de prime. Nous le comparons à vos paiements.',
    upheld: {
      reasons:
        'Votre contrat a pris fin le 1er mars 2026. L’article 7 prévoit un remboursement sous trente jours.\nNous n’avons transmis votre résiliation à l’assureur que le 2 avril 2026.',
      measures: 'Chaque résiliation est désormais transmise à l’assureur le jour même.',
      redress: 'Nous vous remboursons la prime, et les frais de rejet de 20,00 € que votre banque vous a comptés.',
    },
    partlyUpheld: {
      upheldPoints: 'Nous avons transmis votre résiliation à l’assureur avec un mois de retard.',
      rejectedPoints: 'Vous demandez aussi le remboursement de la prime de janvier et de février 2026.',
      reasons:
        'Votre contrat vous a couvert jusqu’au 1er mars 2026. Selon son article 4, la prime est due tant que la garantie est acquise.',
    },
    rejected:
      'Votre résiliation nous est parvenue le 2 février 2026. Selon l’article 6 de votre contrat, elle a pris effet un mois plus tard.\nLa prime était due jusqu’au 2 mars 2026. Le solde vous a été remboursé le 20 mars 2026.',
    offer: {
      terms: 'Nous renonçons aussi aux frais de dossier de votre nouveau contrat pour l’année 2026.',
      effect: 'Votre accord écrit règle la question de la prime et des frais de rejet.',
      reasons: 'Le dossier ne montre pas à quelle date votre résiliation nous est parvenue.',
    },
    notTreatedFurther:
      'Vous ne souhaitez pas nous adresser votre relevé bancaire. Sans lui, nous ne pouvons pas vérifier que le remboursement vous est parvenu.',
    escalated: {
      insurer: 'L’assureur nous a confirmé la réception du dossier.',
      mediator: 'Nous avons adressé notre dossier au médiateur.',
      court: 'Un avocat nous représente dans cette procédure.',
    },
    answerToEnquiry:
      'Nous avons reçu le relevé de votre compte de prime. Nous le comparons à vos paiements ; c’est la dernière étape de l’examen.',
    measures: 'Chaque résiliation est transmise à l’assureur le jour même. Une seconde personne le vérifie chaque semaine.',
    newFacts: 'Vous nous avez adressé la preuve que votre lettre de résiliation est partie le 20 janvier 2026.',
    notAComplaint: {
      reasons: 'Vous demandez à quelle date votre prime vous sera remboursée. Votre message n’exprime pas de mécontentement.',
      whoAnswers: 'le service clients',
    },
    misdirected: {
      reasons:
        'Le contrat que vous citez a été souscrit auprès d’un autre courtier. Nous n’intervenons ni dans ce contrat ni dans ses sinistres.',
      firm: 'Courtage Modèle',
    },
    rectification: {
      matter: 'la rectification de votre adresse dans nos fichiers',
      reasons: 'Votre ancienne adresse figurait encore dans l’un de nos deux fichiers.',
      measures: 'Nous avons corrigé votre adresse dans tous nos fichiers.',
    },
    erasure: {
      matter: 'l’effacement de vos données personnelles',
      reasons:
        'Votre réclamation est en cours. Nous avons besoin de vos données pour l’examiner, puis pour établir ce qui a été décidé (RGPD, article 17, paragraphe 3, point e).',
    },
    whyExtended: 'Une partie de vos données se trouve dans des archives sur papier, que nous consultons une à une.',
    insurer: 'Exemple Assurances',
  },
  nl: {
    complainant: 'Dominique Voorbeeld',
    company: 'Voorbeeld & Zonen bv',
    representative: 'Meester Camille Model',
    matter: 'de terugbetaling van uw premie na de opzegging van uw contract',
    complaint:
      'Ik heb mijn contract opgezegd tegen 1 maart 2026. Mijn premie is nog altijd niet terugbetaald.\nIk vraag die terugbetaling, en de bankkosten die ik daardoor had.',
    letterToMediator:
      'Geachte mevrouw, geachte heer,\nMijn tussenpersoon betaalt de premie van mijn contract, opgezegd tegen 1 maart 2026, niet terug. Ik vraag uw advies.',
    complaintCopy: [
      {
        heading: 'Uw contactgegevens',
        text: 'Dominique Exemple\nklant\nVoorbeeldstraat 12\n2000 Antwerpen\ndominique@example.org',
      },
      {
        heading: 'Wat er is gebeurd',
        text: 'Ik heb mijn contract opgezegd tegen 1 maart 2026. Mijn premie is nog altijd niet terugbetaald.',
      },
      { heading: 'De oplossing die u vraagt', text: 'De terugbetaling van mijn premie en van de kosten van mijn bank.' },
      { heading: 'Uw documenten', text: 'opzegging.pdf' },
    ],
    insurerIsResponsible:
      'De verzekeraar int de premie en betaalt ze terug. Artikel 7 van uw contract laat die beslissing aan hem over.',
    missingFacts: ['een kopie van uw opzegbrief', 'het bewijs van verzending'],
    whyMissing: 'Uit die documenten blijkt op welke dag uw contract is geëindigd.',
    whyDelayed:
      'De verzekeraar heeft ons het overzicht van uw premierekening nog niet bezorgd. Wij hebben het nodig om het bedrag na te gaan.',
    situation: 'Wij hebben het overzicht van uw premierekening ontvangen. Wij vergelijken het met uw betalingen.',
    upheld: {
      reasons:
        'Uw contract is geëindigd op 1 maart 2026. Artikel 7 voorziet in een terugbetaling binnen dertig dagen.\nWij hebben uw opzegging pas op 2 april 2026 aan de verzekeraar bezorgd.',
      measures: 'Elke opzegging gaat voortaan dezelfde dag nog naar de verzekeraar.',
      redress: 'Wij betalen u de premie terug, en de bankkosten van 20,00 euro.',
    },
    partlyUpheld: {
      upheldPoints: 'Wij hebben uw opzegging een maand te laat aan de verzekeraar bezorgd.',
      rejectedPoints: 'U vraagt ook de premie van januari en februari 2026 terug.',
      reasons: 'Uw contract liep tot 1 maart 2026. Volgens artikel 4 is de premie verschuldigd zolang de waarborg loopt.',
    },
    rejected:
      'Wij hebben uw opzegging ontvangen op 2 februari 2026. Volgens artikel 6 van uw contract ging ze een maand later in.\nDe premie was verschuldigd tot 2 maart 2026. Het saldo is u op 20 maart 2026 terugbetaald.',
    offer: {
      terms: 'Wij rekenen u voor 2026 ook geen dossierkosten aan voor uw nieuwe contract.',
      effect: 'Met uw schriftelijk akkoord zijn de premie en de bankkosten geregeld.',
      reasons: 'Uit het dossier blijkt niet op welke dag wij uw opzegging hebben ontvangen.',
    },
    notTreatedFurther:
      'U wenst ons uw rekeninguittreksel niet te bezorgen. Zonder dat uittreksel kunnen wij niet nagaan of u de terugbetaling hebt ontvangen.',
    escalated: {
      insurer: 'De verzekeraar heeft ons bevestigd dat hij het dossier heeft ontvangen.',
      mediator: 'Wij hebben ons dossier aan de ombudsman bezorgd.',
      court: 'Een advocaat vertegenwoordigt ons in de procedure.',
    },
    answerToEnquiry:
      'Wij hebben het overzicht van uw premierekening ontvangen. Wij vergelijken het met uw betalingen; dat is de laatste stap van het onderzoek.',
    measures: 'Elke opzegging gaat dezelfde dag nog naar de verzekeraar. Een tweede persoon kijkt dat elke week na.',
    newFacts: 'U hebt ons het bewijs bezorgd dat u uw opzegbrief op 20 januari 2026 hebt verzonden.',
    notAComplaint: {
      reasons: 'U vraagt op welke dag uw premie wordt terugbetaald. Uw bericht bevat geen uiting van ontevredenheid.',
      whoAnswers: 'de klantendienst',
    },
    misdirected: {
      reasons:
        'Het contract dat u vermeldt, is bij een andere tussenpersoon gesloten. Wij beheren dat contract niet, en zijn schadegevallen evenmin.',
      firm: 'Makelaardij Model',
    },
    rectification: {
      matter: 'de verbetering van uw adres in onze bestanden',
      reasons: 'Uw oude adres stond nog in een van onze twee bestanden.',
      measures: 'Wij hebben uw adres in al onze bestanden verbeterd.',
    },
    erasure: {
      matter: 'het wissen van uw persoonsgegevens',
      reasons:
        'Uw klacht loopt nog. Wij hebben uw gegevens nodig om ze te onderzoeken en om later aan te tonen wat is beslist (AVG, artikel 17, lid 3, punt e).',
    },
    whyExtended: 'Een deel van uw gegevens staat in een papieren archief, dat wij stuk voor stuk nakijken.',
    insurer: 'Voorbeeld Verzekeringen',
  },
  en: {
    complainant: 'Dominique Example',
    company: 'Example & Sons Ltd',
    representative: 'Camille Model, solicitor',
    matter: 'the refund of your premium after the cancellation of your policy',
    complaint:
      'I cancelled my policy with effect from 1 March 2026. My premium has still not been refunded.\nI ask for that refund, and for the fees that my bank charged me.',
    letterToMediator:
      'Dear Sir or Madam,\nMy broker has not refunded the premium of the policy that I cancelled with effect from 1 March 2026. I ask for your opinion.',
    complaintCopy: [
      { heading: 'Your details', text: 'Dominique Exemple\nclient\n12 rue de l’Exemple\n59000 LILLE\ndominique@example.org' },
      {
        heading: 'What happened',
        text: 'I cancelled my contract with effect from 1 March 2026. My premium has still not been refunded.',
      },
      { heading: 'The solution that you seek', text: 'The refund of my premium, and of the charges of my bank.' },
      { heading: 'Your documents', text: 'cancellation.pdf' },
    ],
    insurerIsResponsible:
      'The insurer collects the premium and refunds it. Article 7 of your policy leaves that decision to the insurer.',
    missingFacts: ['a copy of your letter of cancellation', 'proof that it was sent'],
    whyMissing: 'These documents show on which day your policy ended.',
    whyDelayed: 'The insurer has not yet sent us the statement of your premium account. We need it to check the amount.',
    situation: 'We have received the statement of your premium account. We are comparing it with your payments.',
    upheld: {
      reasons:
        'Your policy ended on 1 March 2026. Article 7 provides for a refund within thirty days.\nWe did not pass your cancellation on to the insurer until 2 April 2026.',
      measures: 'Every cancellation now goes to the insurer on the day it reaches us.',
      redress: 'We are refunding the premium, and the fees of €20.00 that your bank charged you.',
    },
    partlyUpheld: {
      upheldPoints: 'We passed your cancellation on to the insurer a month late.',
      rejectedPoints: 'You also ask us to refund the premium for January and February 2026.',
      reasons: 'Your policy covered you until 1 March 2026. Under article 4, the premium is due for as long as cover lasts.',
    },
    rejected:
      'Your cancellation reached us on 2 February 2026. Under article 6 of your policy, it took effect one month later.\nThe premium was due until 2 March 2026. The balance was refunded to you on 20 March 2026.',
    offer: {
      terms: 'We also waive the administration fee of your new policy for 2026.',
      effect: 'Your written acceptance settles the question of the premium and the bank fees.',
      reasons: 'The file does not show on which day your cancellation reached us.',
    },
    notTreatedFurther:
      'You do not wish to send us your bank statement. Without it, we cannot check whether the refund reached you.',
    escalated: {
      insurer: 'The insurer has confirmed that it has received the file.',
      mediator: 'We have sent our file to the mediator.',
      court: 'A lawyer represents us in these proceedings.',
    },
    answerToEnquiry:
      'We have received the statement of your premium account. We are comparing it with your payments, which is the last step of our examination.',
    measures: 'Every cancellation goes to the insurer on the day it reaches us. A second person checks this every week.',
    newFacts: 'You have sent us proof that your letter of cancellation was posted on 20 January 2026.',
    notAComplaint: {
      reasons: 'You ask on which day your premium will be refunded. Your message expresses no dissatisfaction.',
      whoAnswers: 'our client services team',
    },
    misdirected: {
      reasons:
        'The policy that you name was taken out through another broker. We handle neither that policy nor claims under it.',
      firm: 'Model Brokers',
    },
    rectification: {
      matter: 'the correction of your address in our records',
      reasons: 'One of our two records still held your former address.',
      measures: 'We have corrected your address in all our records.',
    },
    erasure: {
      matter: 'the erasure of your personal data',
      reasons:
        'Your complaint is still open. We need your data to examine it, and later to prove what was decided (GDPR, Article 17(3)(e)).',
    },
    whyExtended: 'Some of your data is held in paper archives, which we have to search one by one.',
    insurer: 'Example Insurance',
  },
};
