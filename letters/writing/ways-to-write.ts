import type { Procedure } from '../../procedures/schema.ts';
import type { Language } from '../letter.ts';

/**
 * The ways to write to a firm that its procedure lists, one a line.
 *
 * @param publicUrl where Doléance's own form is reached
 */
export function waysToWrite({ channels }: Pick<Procedure, 'channels'>, language: Language, publicUrl: string): string[] {
  const words = channelWords[language];
  return channels.flatMap(({ channel, address }) => {
    if (address === undefined || channel === 'phone' || channel === 'meeting') return [];
    return [`${words[channel]}${colon[language]}${address.startsWith('/') ? `${publicUrl}${address}` : address}`];
  });
}

const colon: Record<Language, string> = { fr: '\u00a0: ', nl: ': ', en: ': ' };

const channelWords: Record<Language, Record<'web-form' | 'letter' | 'e-mail', string>> = {
  fr: { 'web-form': 'En ligne', letter: 'Par courrier', 'e-mail': 'Par e-mail' },
  nl: { 'web-form': 'Online', letter: 'Per brief', 'e-mail': 'Per e-mail' },
  en: { 'web-form': 'Online', letter: 'By post', 'e-mail': 'By e-mail' },
};

/** What a complaint should say, in the words of a letter. */
export function minimumFacts({ requiredFacts }: Procedure, language: Language): string[] {
  return requiredFacts.map(({ fact }) => minimumFact(fact, language));
}

/** One of these. */
export function minimumFact(fact: RequiredFact, language: Language): string {
  return factWords[language][fact];
}

type RequiredFact = Procedure['requiredFacts'][number]['fact'];

const factWords: Record<Language, Record<RequiredFact, string>> = {
  fr: {
    name: 'vos nom et prénom',
    capacity: 'votre qualité (client, prospect, assuré…)',
    'postal-address': 'votre adresse postale',
    phone: 'vos numéros de téléphone',
    'e-mail': 'votre adresse e-mail',
    'contact-details': 'vos coordonnées',
    subject: 'l’objet de votre réclamation, en quelques phrases',
    'policy-number': 'votre numéro de police',
    'steps-taken': 'les démarches que vous avez déjà faites',
    'answer-received': 'la réponse que vous avez reçue',
    arguments: 'vos arguments',
    'solution-sought': 'la solution que vous recherchez',
    documents: 'les documents utiles sur le produit ou le service concerné',
  },
  nl: {
    name: 'uw naam en voornaam',
    capacity: 'uw hoedanigheid (klant, kandidaat, verzekerde …)',
    'postal-address': 'uw postadres',
    phone: 'uw telefoonnummers',
    'e-mail': 'uw e-mailadres',
    'contact-details': 'uw contactgegevens',
    subject: 'het onderwerp van uw klacht, in enkele zinnen',
    'policy-number': 'uw polisnummer',
    'steps-taken': 'wat u al hebt ondernomen',
    'answer-received': 'het antwoord dat u hebt gekregen',
    arguments: 'uw argumenten',
    'solution-sought': 'de oplossing die u voorstelt',
    documents: 'de documenten over het product of de dienst',
  },
  en: {
    name: 'your full name',
    capacity: 'your capacity (client, prospect, insured…)',
    'postal-address': 'your postal address',
    phone: 'your telephone numbers',
    'e-mail': 'your e-mail address',
    'contact-details': 'your contact details',
    subject: 'what your complaint is about, in a few sentences',
    'policy-number': 'your policy number',
    'steps-taken': 'the steps that you have already taken',
    'answer-received': 'the answer that you were given',
    arguments: 'your arguments',
    'solution-sought': 'the solution that you seek',
    documents: 'the documents about the product or service',
  },
};
