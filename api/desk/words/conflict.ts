import { area } from './area.ts';

/** Declaring a conflict of interest of one's own. */
export const conflict = area({
  fr: {
    title: 'Déclarer un conflit d’intérêts',
    what: 'Vous êtes trop proche de cette réclamation pour la traiter : elle vous met en cause, ou concerne un proche ou une affaire à vous. En le déclarant :',
    closed: 'vous ne pourrez plus lire ce dossier, ni y décider ou approuver quoi que ce soit ;',
    charge: 'si vous en êtes chargé, il n’est plus confié à personne et le responsable en est averti ;',
    journal: 'la déclaration est inscrite au journal, et vous ne pourrez pas la retirer.',
    submit: 'Déclarer et fermer le dossier pour moi',
    back: 'Revenir au dossier',
    declared: 'Votre conflit d’intérêts est déclaré : {reference} vous est désormais fermé.',
  },
  nl: {
    title: 'Een belangenconflict melden',
    what: 'U staat te dicht bij deze klacht om ze te behandelen: ze gaat over u, over een naaste of over een zaak van u. Als u dat meldt:',
    closed: 'kunt u dit dossier niet meer lezen, er niets meer in beslissen en niets meer goedkeuren;',
    charge: 'beheert niemand het dossier nog als u dat deed, en wordt de klachtenverantwoordelijke gewaarschuwd;',
    journal: 'komt de melding in het logboek, en kunt u ze niet intrekken.',
    submit: 'Melden en het dossier voor mij sluiten',
    back: 'Terug naar het dossier',
    declared: 'Uw belangenconflict is gemeld: {reference} is voortaan voor u gesloten.',
  },
  en: {
    title: 'Declare a conflict of interest',
    what: 'You are too near to this complaint to treat it: it is about you, about somebody close to you, or about business of yours. Once you declare it:',
    closed: 'you can no longer read this complaint, nor decide or approve anything in it;',
    charge: 'if you were in charge of it, nobody is, and the manager is told;',
    journal: 'the declaration is written into the journal, and you cannot take it back.',
    submit: 'Declare, and close it to me',
    back: 'Back to the complaint',
    declared: 'Your conflict of interest is declared: {reference} is closed to you from now on.',
  },
});
