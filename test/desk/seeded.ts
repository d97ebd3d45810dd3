import type { LetterKind } from '../../workflows/domain/letters.ts';

/** What happens to a seeded complaint after its registration, at a moment in its firm's zone: `2026-11-06 09:12`. */
export interface SeededStep {
  at: string;
  /** Who does it, by the name of a token; the usual one unless given. */
  by?: string;
  decide?: Record<string, unknown>;
  receive?: Record<string, unknown>;
  escalate?: Record<string, unknown>;
  /** The kind of a letter in the post tray that is posted. */
  post?: { kind: LetterKind; registeredNumber?: string };
}

/** A complaint of the seed: fictional people, ordinary words. */
export interface SeededComplaint {
  /** What it is there for; tests find it by this. */
  name: string;
  /** When it is registered, in its firm's zone. */
  registered: string;
  body: Record<string, unknown> & { procedure: string };
  then?: SeededStep[];
}

const exempleAssurances = {
  name: 'Exemple Assurances',
  email: 'reclamations@example.com',
  address: ['Service Réclamations', '1 rue de l’Exemple', '75009 PARIS'],
  reference: 'EX-2026-4711',
};

const inParis = (street: string) => ({ lines: [street], postcode: '75011', town: 'Paris', country: 'FR' });

const opticourtage: SeededComplaint[] = [
  {
    name: 'with the mediator',
    registered: '2026-06-01 10:05',
    body: {
      procedure: 'opticourtage',
      channel: 'e-mail',
      sent: '2026-05-31',
      complainant: {
        name: 'Hélène Modèle',
        salutation: 'madam',
        email: 'helene.modele@example.org',
        address: inParis('27 rue des Exemples'),
      },
      matter: 'le refus de prise en charge de vos verres progressifs',
      reason:
        'Vous refusez la prise en charge de mes verres progressifs au motif que ma précédente paire a moins de deux ans. Or ma vue a changé et l’ordonnance le prouve.',
      stepsTaken: 'Deux appels et un courriel au service clients en avril.',
      solutionSought: 'Le remboursement de 389 euros.',
      policyNumber: 'OPT-88213',
      product: 'health',
      reasonCategory: 'cover-refused',
      caseHandler: 'client-service',
    },
    then: [
      {
        at: '2026-06-29 15:20',
        decide: {
          decision: 'resolve',
          outcome: 'rejected',
          reasons:
            'Votre contrat renouvelle les verres tous les deux ans, sauf si la correction change d’au moins une demi-dioptrie. Votre ordonnance montre un changement d’un quart de dioptrie.',
        },
      },
      {
        at: '2026-07-06 09:40',
        receive: { what: 'disagreement', text: 'Je conteste votre réponse : mon ophtalmologue parle d’un changement net.' },
      },
      { at: '2026-09-14 11:02', escalate: { to: 'mediator' } },
      {
        at: '2026-10-02 10:15',
        receive: { what: 'mediator-accepted', text: 'La Médiation de l’Assurance a déclaré la saisine recevable.' },
      },
    ],
  },
  {
    name: 'upheld and closed',
    registered: '2026-08-24 09:12',
    body: {
      procedure: 'opticourtage',
      channel: 'e-mail',
      complainant: {
        name: 'Dominique Exemple',
        salutation: 'madam',
        email: 'dominique.exemple@example.org',
        phone: '+33 1 23 45 67 89',
        address: inParis('12 rue de l’Exemple'),
        status: 'cliente',
      },
      matter: 'le remboursement de vos lunettes',
      reason: 'Mes lunettes ne sont toujours pas remboursées, malgré trois relances et l’envoi de la facture le 3 juillet.',
      stepsTaken: 'Trois appels au service clients.',
      answerReceived: 'On m’a répondu que le dossier était « en cours ».',
      solutionSought: 'Le remboursement de 240 euros.',
      policyNumber: 'OPT-12764',
      product: 'health',
      reasonCategory: 'claim-delay',
      caseHandler: 'client-service',
    },
    then: [
      { at: '2026-08-25 14:30', decide: { decision: 'acknowledge-now' } },
      { at: '2026-09-02 11:00', decide: { decision: 'set-responsibility', responsibility: 'firm' } },
      {
        at: '2026-09-18 16:45',
        decide: {
          decision: 'resolve',
          outcome: 'upheld',
          reasons: 'Votre facture nous était bien parvenue le 6 juillet. Elle a été classée par erreur dans un autre dossier.',
          measures: 'Chaque facture reçue est désormais confirmée par un message.',
          redress: { cents: 24_000, currency: 'EUR', paidBy: '2026-10-02' },
        },
      },
    ],
  },
  {
    name: 'final answer late',
    registered: '2026-09-10 08:55',
    body: {
      procedure: 'opticourtage',
      channel: 'e-mail',
      complainant: {
        name: 'Baptiste Fictif',
        salutation: 'sir',
        email: 'baptiste.fictif@example.org',
        address: inParis('3 impasse du Modèle'),
      },
      matter: 'l’augmentation de votre cotisation',
      reason:
        'Ma cotisation a augmenté de 38 % au 1er septembre sans que je reçoive d’avis d’échéance. Le conseiller m’avait assuré par téléphone que le tarif était bloqué deux ans.',
      stepsTaken: 'Un appel le 2 septembre, un courriel le 4.',
      solutionSought: 'Le maintien de l’ancien tarif jusqu’en septembre 2027.',
      policyNumber: 'OPT-30977',
      product: 'health',
      reasonCategory: 'claim-delay',
      caseHandler: 'client-service',
    },
    then: [
      {
        at: '2026-10-05 10:10',
        decide: {
          decision: 'request-information',
          missingFacts: ['La copie de votre échéancier 2026', 'La date et l’heure approximatives de l’appel'],
          reasons: 'Nous recherchons l’enregistrement de votre conversation avec le conseiller.',
          answerBy: '2026-10-16',
        },
      },
      {
        at: '2026-10-14 17:32',
        receive: { what: 'information', text: 'L’appel date du 12 août, vers 18 h. L’échéancier est joint.' },
      },
    ],
  },
  {
    name: 'forwarded to the insurer, no reply yet',
    registered: '2026-10-19 11:20',
    body: {
      procedure: 'opticourtage',
      channel: 'letter',
      sent: '2026-10-15',
      received: '2026-10-19',
      complainant: {
        name: 'Marie-Joséphine de l’Exemple-Beauséjour',
        salutation: 'madam',
        email: 'mj.exemple@example.org',
        address: {
          lines: ['Résidence Les Modèles, bâtiment C', '148 avenue du Président-Exemple'],
          postcode: '59000',
          town: 'Lille',
          country: 'FR',
        },
      },
      matter: 'le règlement de votre sinistre « bris de verre »',
      reason: 'La compagnie retient une vétusté de 60 % sur une monture achetée il y a quatre mois. C’est incompréhensible.',
      solutionSought: 'Un règlement sans vétusté, soit 412,50 euros.',
      policyNumber: 'OPT-55120',
      product: 'health',
      reasonCategory: 'claim-delay',
      claimNumber: 'S-2026-118834',
      caseHandler: 'complaints-manager',
    },
    then: [
      { at: '2026-10-20 09:30', decide: { decision: 'acknowledge-now' } },
      {
        at: '2026-10-21 10:00',
        decide: {
          decision: 'set-responsibility',
          responsibility: 'insurer',
          insurer: exempleAssurances,
          reasons: 'Le règlement de votre sinistre et le taux de vétusté relèvent de votre assureur.',
        },
      },
    ],
  },
  {
    name: 'contract and personal data',
    registered: '2026-10-26 14:02',
    body: {
      procedure: 'opticourtage',
      kind: 'classic-and-gdpr',
      channel: 'e-mail',
      complainant: {
        name: 'Inès Spécimen',
        salutation: 'madam',
        email: 'ines.specimen@example.org',
        address: inParis('5 square du Spécimen'),
      },
      matter: 'la résiliation de votre contrat et l’effacement de vos données',
      reason: 'Mon contrat est résilié depuis mars, et vous m’écrivez encore en citant mon dossier médical.',
      solutionSought: 'L’effacement de mes données et la confirmation écrite de la résiliation.',
      caseHandler: 'client-service',
    },
  },
  {
    name: 'in the post tray, past its last day',
    registered: '2026-11-03 09:48',
    body: {
      procedure: 'opticourtage',
      channel: 'letter',
      sent: '2026-10-30',
      sender: 'lawyer',
      capacity: 'professional',
      complainant: { name: 'Optique Modèle SARL' },
      representative: {
        name: 'Camille Exemple',
        salutation: 'lawyer',
        address: {
          lines: ['Cabinet Exemple & Spécimen', '1 place de l’Exemple'],
          postcode: '69002',
          town: 'Lyon',
          country: 'FR',
        },
        mandate: 'recorded',
      },
      matter: 'la résiliation de votre contrat multirisque professionnelle',
      reason: 'Ma cliente conteste la résiliation de son contrat pour non-paiement : la prime a été réglée le 28 septembre.',
      policyNumber: 'PRO-0041',
      product: 'business',
      reasonCategory: 'pricing',
    },
  },
  {
    name: 'acknowledgement due soon, nobody in charge',
    registered: '2026-11-06 18:40',
    body: {
      procedure: 'opticourtage',
      channel: 'web-form',
      complainant: { name: 'Noé Essai', salutation: 'sir', email: 'noe.essai@example.org', phone: '+33 6 12 34 56 78' },
      matter: 'l’attestation de tiers payant',
      reason: 'Je n’ai pas reçu mon attestation de tiers payant et j’ai dû avancer 186 euros chez l’opticien.',
      solutionSought: 'L’envoi de l’attestation et le remboursement de l’avance.',
    },
  },
  {
    name: 'disagrees with the answer',
    registered: '2026-09-28 10:30',
    body: {
      procedure: 'opticourtage',
      channel: 'e-mail',
      language: 'en',
      country: 'DE',
      complainant: {
        name: 'Alex Example',
        salutation: 'none',
        email: 'alex.example@example.org',
        address: { lines: ['Beispielstraße 12'], postcode: '10115', town: 'Berlin', country: 'DE' },
      },
      matter: 'the cancellation of your policy after your move abroad',
      reason: 'I moved to Berlin in July and cancelled my policy. You keep taking 31.90 euros from my account every month.',
      solutionSought: 'Cancellation from 31 July and a refund of two instalments.',
      policyNumber: 'OPT-40211',
      product: 'health',
      reasonCategory: 'amount-paid',
      caseHandler: 'client-service',
    },
    then: [
      { at: '2026-09-29 09:15', decide: { decision: 'acknowledge-now' } },
      {
        at: '2026-10-28 14:00',
        decide: {
          decision: 'resolve',
          outcome: 'partly-upheld',
          reasons: 'Your letter of cancellation reached us on 24 August. Cover ended one month later, as your policy provides.',
          upheldPoints: 'The instalment of September, which is refunded.',
          rejectedPoints: 'The instalment of August, when you were still covered.',
          redress: { cents: 3_190, currency: 'EUR', paidBy: '2026-11-13' },
        },
      },
      {
        at: '2026-11-16 21:05',
        receive: { what: 'disagreement', text: 'I sent the cancellation in July, by e-mail. Please check again.' },
      },
    ],
  },
  {
    name: 'asks how it stands',
    registered: '2026-10-12 09:00',
    body: {
      procedure: 'opticourtage',
      channel: 'e-mail',
      complainant: { name: 'Lucien Modèle', salutation: 'sir', email: 'lucien.modele@example.org' },
      matter: 'le délai de remboursement de vos lentilles',
      reason: 'Six semaines pour rembourser 54 euros de lentilles, c’est trop long.',
      solutionSought: 'Un remboursement immédiat.',
      caseHandler: 'client-service',
    },
    then: [
      { at: '2026-11-16 08:20', receive: { what: 'enquiry', text: 'Bonjour, où en est ma réclamation du mois d’octobre ?' } },
    ],
  },
  {
    name: 'settlement offered and accepted',
    registered: '2026-09-02 10:00',
    body: {
      procedure: 'opticourtage',
      channel: 'e-mail',
      complainant: { name: 'Aminata Essai', salutation: 'madam', email: 'aminata.essai@example.org' },
      matter: 'l’erreur de garantie sur votre contrat',
      reason: 'La garantie « casse » que j’avais demandée ne figure pas au contrat que l’on m’a fait signer.',
      solutionSought: 'La prise en charge de la réparation, 180 euros.',
      caseHandler: 'complaints-manager',
    },
    then: [
      {
        at: '2026-10-06 15:00',
        decide: {
          decision: 'resolve',
          outcome: 'settled',
          reasons: 'Le document d’information vous a bien été remis, mais notre conseil aurait pu être plus clair.',
          offer: {
            terms: 'Nous vous proposons de prendre en charge les deux tiers de la réparation.',
            until: '2026-11-30',
            cents: 12_000,
            currency: 'EUR',
          },
        },
      },
      { at: '2026-10-13 12:00', receive: { what: 'offer-accepted', text: 'J’accepte votre proposition.' } },
    ],
  },
];

const alterEgo: SeededComplaint[] = [
  {
    name: 'sent to the right firm',
    registered: '2026-10-08 10:00',
    body: {
      procedure: 'alter-ego',
      channel: 'e-mail',
      complainant: { name: 'Jules Spécimen', salutation: 'sir', email: 'jules.specimen@example.org' },
      matter: 'votre contrat d’assurance emprunteur',
      reason: 'Votre cabinet refuse de substituer mon assurance de prêt.',
    },
    then: [
      {
        at: '2026-10-09 11:00',
        decide: {
          decision: 'redirect',
          reasons: 'Ce contrat n’a pas été souscrit par notre intermédiaire.',
          rightFirm: { name: 'Exemple Courtage', address: ['1 rue de l’Exemple', '75000 Paris'] },
        },
      },
    ],
  },
  {
    name: 'solved at once on the telephone',
    registered: '2026-11-12 16:10',
    body: {
      procedure: 'alter-ego',
      channel: 'phone',
      complainant: { name: 'Sofia Modèle', phone: '+33 6 00 00 00 01' },
      reason: 'Mon attestation d’assurance habitation n’est pas arrivée alors que mon propriétaire la réclame.',
      solvedAtOnce: 'L’attestation a été envoyée pendant l’appel.',
    },
  },
  {
    name: 'the insurer has replied',
    registered: '2026-10-20 09:30',
    body: {
      procedure: 'alter-ego',
      channel: 'e-mail',
      complainant: {
        name: 'Association sportive « Les Exemples réunis »',
        email: 'bureau@example.org',
        address: { lines: ['Maison des associations', '9 rue du Stade'], postcode: '33000', town: 'Bordeaux', country: 'FR' },
      },
      capacity: 'professional',
      matter: 'le refus de garantie après le dégât des eaux de votre local',
      reason: 'L’expert n’est jamais venu et la compagnie refuse la garantie sur la foi de photographies.',
      claimNumber: 'DDE-2026-0931',
      caseHandler: 'client-service',
    },
    then: [
      { at: '2026-10-21 10:15', decide: { decision: 'acknowledge-now' } },
      {
        at: '2026-10-22 11:00',
        decide: {
          decision: 'set-responsibility',
          responsibility: 'insurer',
          insurer: { ...exempleAssurances, reference: 'DDE-0931' },
          reasons: 'L’expertise et la décision de garantie relèvent de votre assureur.',
        },
      },
      {
        at: '2026-11-16 17:45',
        receive: {
          what: 'insurer-reply',
          text: 'Après réexamen, la garantie est acquise. Un expert se rendra sur place le 24 novembre.',
        },
      },
    ],
  },
  {
    name: 'a result waits for approval',
    registered: '2026-09-22 09:30',
    body: {
      procedure: 'alter-ego',
      channel: 'letter',
      sent: '2026-09-19',
      received: '2026-09-22',
      complainant: {
        name: 'Thérèse Exemple',
        salutation: 'madam',
        email: 'therese.exemple@example.org',
        address: inParis('80 boulevard du Modèle'),
      },
      matter: 'le montant de votre prime d’assurance automobile',
      reason: 'On m’a appliqué un malus pour un accident dans lequel je n’étais pas responsable.',
      solutionSought: 'La correction du coefficient et le remboursement de 96,40 euros.',
      caseHandler: 'client-service',
    },
    then: [
      {
        at: '2026-11-13 17:20',
        decide: {
          decision: 'resolve',
          outcome: 'upheld',
          proposed: true,
          reasons: 'Le constat amiable établit que vous étiez à l’arrêt. Le coefficient appliqué était erroné.',
          measures: 'Votre coefficient est rétabli à 0,50.',
          redress: { cents: 9_640, currency: 'EUR', paidBy: '2026-12-04' },
        },
      },
    ],
  },
  {
    name: 'invited to write',
    registered: '2026-11-04 10:40',
    body: {
      procedure: 'alter-ego',
      channel: 'phone',
      complainant: { name: 'Yanis Essai', salutation: 'sir', email: 'yanis.essai@example.org', phone: '+33 6 00 00 00 02' },
      matter: 'l’accueil reçu à l’agence',
      reason: 'Il se plaint de l’attente et du ton du collaborateur qui l’a reçu le 2 novembre.',
      caseHandler: 'complaints-manager',
    },
  },
  {
    name: 'about one of the staff',
    registered: '2026-11-13 15:00',
    body: {
      procedure: 'alter-ego',
      channel: 'meeting',
      complainant: { name: 'Maud Fictif', salutation: 'madam', address: inParis('2 rue du Fictif') },
      concernedStaff: ['client-service'],
      matter: 'le conseil reçu lors de la souscription',
      reason: 'On lui a vendu une garantie qui ne correspond pas à sa demande.',
    },
  },
];

const courtage123: SeededComplaint[] = [
  {
    name: 'in court',
    registered: '2026-03-09 09:00',
    body: {
      procedure: '123-courtage',
      channel: 'e-mail',
      complainant: {
        name: 'Régis Modèle',
        salutation: 'sir',
        email: 'regis.modele@example.org',
        address: inParis('44 rue du Modèle'),
      },
      matter: 'le refus d’indemnisation de votre sinistre incendie',
      reason:
        'L’assureur refuse d’indemniser l’incendie de mon garage et 123 Courtage ne m’a jamais conseillé l’extension de garantie.',
      solutionSought: 'L’indemnisation de 18 400 euros.',
      caseHandler: 'complaints-manager',
    },
    then: [
      {
        at: '2026-04-14 10:00',
        decide: {
          decision: 'resolve',
          outcome: 'rejected',
          reasons: 'L’extension vous a été proposée par écrit le 4 janvier 2024 et vous l’avez déclinée.',
        },
      },
      {
        at: '2026-10-27 09:30',
        receive: { what: 'summons', text: 'Assignation devant le tribunal judiciaire, audience du 12 janvier 2027.' },
      },
    ],
  },
  {
    name: 'interim reply on its last day',
    registered: '2026-09-21 13:15',
    body: {
      procedure: '123-courtage',
      channel: 'e-mail',
      complainant: { name: 'Clémence Spécimen', salutation: 'madam', email: 'clemence.specimen@example.org' },
      matter: 'la date d’effet de la résiliation de votre contrat',
      reason: 'Mon contrat auto a été résilié un mois trop tard et deux cotisations ont été prélevées.',
      solutionSought: 'Le remboursement de 88 euros.',
      policyNumber: 'CTG-77810',
      product: 'home',
      reasonCategory: 'cancellation',
      caseHandler: 'management-department',
    },
  },
  {
    name: 'result known, letter to follow',
    registered: '2026-10-05 09:45',
    body: {
      procedure: '123-courtage',
      channel: 'phone',
      complainant: { name: 'Odile Exemple', salutation: 'madam', phone: '+33 1 00 00 00 03', email: 'odile.exemple@example.org' },
      matter: 'les frais de dossier de votre contrat',
      reason: 'On lui a prélevé 45 euros de frais qui ne figuraient pas au devis.',
      caseHandler: 'management-department',
    },
    then: [{ at: '2026-11-12 16:00', decide: { decision: 'record-result', outcome: 'upheld' } }],
  },
  {
    name: 'treated a second time',
    registered: '2026-09-30 09:00',
    body: {
      procedure: '123-courtage',
      channel: 'e-mail',
      complainant: { name: 'Gaspard Essai', salutation: 'sir', email: 'gaspard.essai@example.org' },
      matter: 'le refus de prise en charge du vol de votre vélo',
      reason: 'Le vol de mon vélo n’est pas pris en charge alors que l’antivol était homologué.',
      caseHandler: 'management-department',
    },
    then: [
      {
        at: '2026-10-01 10:00',
        decide: {
          decision: 'set-responsibility',
          responsibility: 'insurer',
          insurer: exempleAssurances,
          reasons: 'La décision de garantie relève de votre assureur.',
        },
      },
      { at: '2026-10-14 10:00', receive: { what: 'insurer-reply', text: 'La facture de l’antivol n’est pas produite.' } },
      {
        at: '2026-10-20 10:00',
        decide: {
          decision: 'resolve',
          outcome: 'rejected',
          reasons: 'La facture de l’antivol, que le contrat exige, n’a pas été produite.',
        },
      },
      { at: '2026-11-09 19:10', receive: { what: 'disagreement', text: 'J’ai retrouvé la facture de l’antivol, la voici.' } },
    ],
  },
  {
    name: 'by post, waits in the tray',
    registered: '2026-11-05 09:20',
    body: {
      procedure: '123-courtage',
      channel: 'letter',
      sent: '2026-11-02',
      received: '2026-11-05',
      complainant: {
        name: 'Marguerite Modèle',
        salutation: 'madam',
        address: {
          lines: ['Résidence autonomie « Les Tilleuls »', 'Appartement 14', '6 chemin du Modèle'],
          postcode: '13100',
          town: 'Aix-en-Provence',
          country: 'FR',
        },
      },
      matter: 'le changement de votre contrat santé',
      reason:
        'J’ai signé sans comprendre que mon ancien contrat serait résilié. Je suis âgée de 87 ans et je souhaite revenir à l’ancien contrat.',
      caseHandler: 'management-department',
    },
    then: [{ at: '2026-11-16 10:00', decide: { decision: 'acknowledge-now' } }],
  },
];

const almena: SeededComplaint[] = [
  {
    name: 'new, by telephone from Guadeloupe',
    registered: '2026-11-16 10:12',
    body: {
      procedure: 'almena',
      channel: 'phone',
      complainant: {
        name: 'Josette Fictif',
        salutation: 'madam',
        phone: '+590 590 00 00 04',
        email: 'josette.fictif@example.org',
      },
      matter: 'l’indemnisation des dégâts du cyclone',
      reason: 'Elle attend depuis deux mois l’acompte promis après le passage du cyclone.',
      solutionSought: 'Le versement de l’acompte de 3 000 euros.',
    },
  },
  {
    name: 'delay announced with reasons',
    registered: '2026-09-14 09:00',
    body: {
      procedure: 'almena',
      channel: 'e-mail',
      complainant: { name: 'Fabrice Spécimen', salutation: 'sir', email: 'fabrice.specimen@example.org' },
      matter: 'l’expertise de votre bateau',
      reason: 'Deux experts se contredisent et personne ne tranche.',
      caseHandler: 'client-service',
    },
    then: [
      {
        at: '2026-11-06 11:00',
        decide: {
          decision: 'announce-delay',
          newDate: '2026-12-15',
          reasons: 'Une troisième expertise, contradictoire, est fixée au 2 décembre.',
        },
      },
    ],
  },
  {
    name: 'access to personal data, late',
    registered: '2026-10-13 10:00',
    body: {
      procedure: 'almena',
      kind: 'gdpr',
      channel: 'e-mail',
      complainant: { name: 'Kévin Essai', salutation: 'sir', email: 'kevin.essai@example.org' },
      matter: 'l’accès à vos données personnelles',
      reason: 'Je demande la copie de toutes les données que vous détenez sur moi, y compris les enregistrements d’appels.',
      caseHandler: 'client-service',
    },
  },
];

const optimco: SeededComplaint[] = [
  {
    name: 'rejected in Dutch',
    registered: '2026-09-07 09:10',
    body: {
      procedure: 'optimco',
      channel: 'e-mail',
      complainant: {
        name: 'Wout Voorbeeld',
        salutation: 'sir',
        email: 'wout.voorbeeld@example.org',
        address: { lines: ['Voorbeeldstraat 17 bus 3'], postcode: '2610', town: 'Wilrijk', country: 'BE' },
      },
      matter: 'de weigering van uw schadegeval rechtsbijstand',
      reason: 'Mijn advocaat wordt niet betaald omdat ik hem zelf gekozen heb. Dat is mijn recht.',
      policyNumber: 'RB 4.211.077',
      product: 'legal-expenses',
      reasonCategory: 'cover-refused',
      caseHandler: 'complaints-desk',
    },
    then: [
      {
        at: '2026-09-30 14:00',
        decide: {
          decision: 'resolve',
          outcome: 'rejected',
          reasons:
            'U hebt uw advocaat aangesteld vóór de aangifte van het schadegeval. De polis dekt alleen kosten na de aangifte.',
        },
      },
    ],
  },
  {
    name: 'withdrawn in Dutch',
    registered: '2026-10-14 09:10',
    body: {
      procedure: 'optimco',
      channel: 'e-mail',
      complainant: { name: 'Anouk Specimen', salutation: 'madam', email: 'anouk.specimen@example.org' },
      matter: 'de laattijdige vergoeding van uw takelkosten',
      reason: 'Ik wacht al zeven weken op de terugbetaling van 312 euro takelkosten.',
      caseHandler: 'complaints-desk',
    },
    then: [{ at: '2026-10-22 10:00', receive: { what: 'withdrawal', text: 'Ik ben intussen betaald en trek mijn klacht in.' } }],
  },
  {
    name: 'Dutch answer due soon',
    registered: '2026-10-19 08:40',
    body: {
      procedure: 'optimco',
      channel: 'e-mail',
      complainant: {
        name: 'Vereniging van Mede-eigenaars Residentie Voorbeeldpark',
        email: 'syndicus@example.org',
        address: { lines: ['Voorbeeldlaan 120'], postcode: '9000', town: 'Gent', country: 'BE' },
      },
      capacity: 'professional',
      matter: 'de afhandeling van het waterschadegeval in uw residentie',
      reason:
        'De expert is drie keer niet komen opdagen en de verzekeringsmaatschappij verwijst telkens door naar de schadebeheerder.',
      solutionSought: 'Een aanspreekpunt en een tegensprekelijke expertise binnen veertien dagen.',
      claimNumber: 'SG-2026-00417',
      caseHandler: 'complaints-desk',
    },
    then: [{ at: '2026-10-20 09:00', decide: { decision: 'acknowledge-now' } }],
  },
  {
    name: 'answer possible within a week',
    registered: '2026-11-12 10:30',
    body: {
      procedure: 'optimco',
      channel: 'e-mail',
      complainant: { name: 'Pieter-Jan Modelmans', salutation: 'sir', email: 'pj.modelmans@example.org' },
      matter: 'de fout in uw groene kaart',
      reason: 'De nummerplaat op mijn groene kaart klopt niet en ik vertrek vrijdag naar het buitenland.',
      caseHandler: 'complaints-desk',
    },
    then: [{ at: '2026-11-12 14:00', decide: { decision: 'answer-within-week' } }],
  },
  {
    name: 'in French from Brussels, posted by registered letter',
    registered: '2026-11-09 09:00',
    body: {
      procedure: 'optimco',
      channel: 'letter',
      language: 'fr',
      sent: '2026-11-06',
      complainant: {
        name: 'Béatrice Exemple',
        salutation: 'madam',
        address: { lines: ['Rue de l’Exemple 14 boîte 2'], postcode: '1050', town: 'Bruxelles', country: 'BE' },
      },
      matter: 'la résiliation de votre assurance familiale',
      reason: 'Votre courtier a résilié mon assurance familiale sans mon accord.',
      caseHandler: 'complaints-desk',
    },
    then: [
      { at: '2026-11-10 09:00', decide: { decision: 'acknowledge-now' } },
      { at: '2026-11-10 16:00', post: { kind: 'acknowledgement', registeredNumber: '0105 4120 0000 1234 5678' } },
    ],
  },
  {
    name: 'new in Dutch, due tomorrow',
    registered: '2026-11-13 17:05',
    body: {
      procedure: 'optimco',
      channel: 'e-mail',
      complainant: {
        name: 'Fatima Voorbeeld',
        salutation: 'madam',
        email: 'fatima.voorbeeld@example.org',
        phone: '+32 470 00 00 05',
      },
      matter: 'de premieverhoging van uw brandverzekering',
      reason: 'Mijn premie stijgt met 41 procent zonder dat iemand mij verwittigd heeft. Mijn makelaar weet van niets.',
      solutionSought: 'Behoud van de oude premie tot de volgende vervaldag.',
    },
  },
];

/** All complaints of the seed, in the order of their registration. */
export const seeded: readonly SeededComplaint[] = [...opticourtage, ...alterEgo, ...courtage123, ...almena, ...optimco].toSorted(
  (one, other) => one.registered.localeCompare(other.registered),
);
