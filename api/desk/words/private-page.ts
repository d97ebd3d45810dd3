import { area } from './area.ts';

/** The complainant's private page, on the page of the complaint. */
export const privatePage = area({
  fr: {
    heading: 'Page privée du réclamant',
    open: 'Ouverte tant que le dossier l’est, puis jusqu’à la fin des recours.',
    'open-until': 'Ouverte jusqu’au {day}.',
    over: 'Fermée depuis le {day} : le temps des recours est passé.',
    none: 'Aucune : un journaliste sans mandat n’apprend rien d’un client.',
    link: 'Lien, le même dans chaque courrier',
    hint: 'Qui a ce lien lit le dossier et écrit au nom du réclamant. Ne le donnez qu’à lui, par le moyen qu’il a indiqué.',
    copy: 'Copier le lien',
    copied: 'Copié',
    revoke: 'Révoquer le lien',
    revokeWhy:
      'Le lien est tombé entre d’autres mains ? Une fois révoqué, il ne mène plus nulle part, même depuis les courriers déjà partis. Le prochain courrier en donnera un autre.',
    revoked: 'Le lien est révoqué. Le prochain courrier en donnera un autre.',
    times: '{count, plural, one {Révoqué une fois.} other {Révoqué # fois.}}',
  },
  nl: {
    heading: 'Persoonlijke pagina van de klager',
    open: 'Open zolang het dossier open is, en daarna tot de klager nergens anders meer terechtkan.',
    'open-until': 'Open tot en met {day}.',
    over: 'Gesloten sinds {day}: de termijn om elders terecht te kunnen is voorbij.',
    none: 'Geen: een journalist zonder volmacht verneemt niets over een klant.',
    link: 'Link, dezelfde in elke brief',
    hint: 'Wie deze link heeft, leest het dossier en schrijft in naam van de klager. Geef hem alleen aan de klager, langs de weg die deze opgaf.',
    copy: 'De link kopiëren',
    copied: 'Gekopieerd',
    revoke: 'De link intrekken',
    revokeWhy:
      'Is de link in andere handen gevallen? Ingetrokken leidt hij nergens meer naartoe, ook niet vanuit brieven die al vertrokken zijn. De volgende brief geeft een nieuwe.',
    revoked: 'De link is ingetrokken. De volgende brief geeft een nieuwe.',
    times: '{count, plural, one {Eén keer ingetrokken.} other {# keer ingetrokken.}}',
  },
  en: {
    heading: 'The complainant’s private page',
    open: 'Open while the complaint is, then until the complainant can go nowhere else.',
    'open-until': 'Open until {day}.',
    over: 'Closed since {day}: the time to go elsewhere is over.',
    none: 'None: a journalist without a mandate learns nothing about a client.',
    link: 'Link, the same in every letter',
    hint: 'Whoever has this link reads the file and writes in the complainant’s name. Give it to the complainant alone, in the way that they named.',
    copy: 'Copy the link',
    copied: 'Copied',
    revoke: 'Revoke the link',
    revokeWhy:
      'Has the link fallen into other hands? Once revoked it leads nowhere, from letters that have left already too. The next letter gives another.',
    revoked: 'The link is revoked. The next letter gives another.',
    times: '{count, plural, one {Revoked once.} other {Revoked # times.}}',
  },
});
