import { area } from './area.ts';

/** Moving running complaints to the version of their procedure that is in force. */
export const moving = area({
  fr: {
    title: 'Passer à la procédure en vigueur',
    about:
      'Une réclamation garde la procédure qui valait à son enregistrement. Chaque passage est une décision, inscrite au journal du dossier : les délais encore ouverts sont recalculés comme ci-dessous, ce qui est fait reste fait.',
    moved: '{count, plural, one {# dossier passe} other {# dossiers passent}} à la procédure en vigueur.',
    refused: 'Ces dossiers n’ont pas été changés :',
    caption:
      '{count, plural, one {# réclamation en cours suit} other {# réclamations en cours suivent}} une version plus ancienne que {version}',
    choose: 'Choisir',
    chooseOne: 'Choisir {reference}',
    complaint: 'Réclamation',
    from: 'Version actuelle',
    dates: 'Derniers jours recalculés',
    same: 'Aucune date ne change.',
    none: 'sans délai',
    more: '{count, plural, one {# autre dossier suivra} other {# autres dossiers suivront}} une fois ceux-ci traités.',
    submit: 'Passer les dossiers choisis',
    nothing: 'Toutes les réclamations en cours suivent la procédure en vigueur.',
    notThere: 'ce dossier n’est pas de ceux que vous pouvez consulter',
    changed: 'le dossier a changé entre-temps : regardez ses nouvelles dates, puis choisissez-le de nouveau',
  },
  nl: {
    title: 'Overgaan naar de geldende procedure',
    about:
      'Een klacht behoudt de procedure die bij haar registratie gold. Elke overgang is een beslissing die in het dossierlogboek komt: de nog lopende termijnen worden herberekend zoals hieronder, wat gedaan is blijft gedaan.',
    moved: '{count, plural, one {# dossier gaat} other {# dossiers gaan}} over naar de geldende procedure.',
    refused: 'Deze dossiers zijn niet gewijzigd:',
    caption: '{count, plural, one {# lopende klacht volgt} other {# lopende klachten volgen}} een oudere versie dan {version}',
    choose: 'Kiezen',
    chooseOne: '{reference} kiezen',
    complaint: 'Klacht',
    from: 'Huidige versie',
    dates: 'Herberekende laatste dagen',
    same: 'Geen enkele datum verandert.',
    none: 'zonder termijn',
    more: '{count, plural, one {Nog # dossier volgt} other {Nog # dossiers volgen}} zodra deze zijn behandeld.',
    submit: 'Gekozen dossiers laten overgaan',
    nothing: 'Alle lopende klachten volgen de geldende procedure.',
    notThere: 'dit dossier mag u niet inzien',
    changed: 'het dossier is intussen gewijzigd: bekijk de nieuwe data en kies het opnieuw',
  },
  en: {
    title: 'Move to the procedure in force',
    about:
      'A complaint keeps the procedure that held when it was registered. Each move is a decision, written into the complaint’s journal: limits that are still open are computed anew as below, what is done stays done.',
    moved: '{count, plural, one {# complaint moves} other {# complaints move}} to the procedure in force.',
    refused: 'These complaints were not changed:',
    caption:
      '{count, plural, one {# running complaint follows} other {# running complaints follow}} an older version than {version}',
    choose: 'Choose',
    chooseOne: 'Choose {reference}',
    complaint: 'Complaint',
    from: 'Present version',
    dates: 'Last days, computed anew',
    same: 'No date changes.',
    none: 'no limit',
    more: '{count, plural, one {# more complaint follows} other {# more complaints follow}} once these are done.',
    submit: 'Move the chosen complaints',
    nothing: 'All running complaints follow the procedure in force.',
    notThere: 'this complaint is not one that you may see',
    changed: 'the complaint has changed in the meantime: look at its new dates, then choose it again',
  },
});
