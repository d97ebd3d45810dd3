import type { AttachmentRefusal } from '../../attachments/attachments.ts';

type Language = 'fr' | 'nl' | 'en';

/** A file that came with a mail and was not kept by itself. */
export interface RefusedFile {
  name: string;
  refused: AttachmentRefusal | 'infected';
}

const whyRefused: Record<Language, Record<RefusedFile['refused'], string>> = {
  fr: {
    empty: 'vide',
    archive: 'archive',
    macros: 'contient des macros',
    protected: 'protégé par un mot de passe',
    'old-office': 'ancien format Office',
    'web-page': 'page web',
    program: 'programme',
    'not-known': 'type de fichier non admis',
    'too-large': 'trop volumineux',
    'no-room': 'plus de place',
    'too-many': 'trop de fichiers',
    infected: 'logiciel malveillant, en quarantaine',
  },
  nl: {
    empty: 'leeg',
    archive: 'archief',
    macros: 'bevat macro’s',
    protected: 'beveiligd met een wachtwoord',
    'old-office': 'oud Office-formaat',
    'web-page': 'webpagina',
    program: 'programma',
    'not-known': 'niet toegelaten bestandstype',
    'too-large': 'te groot',
    'no-room': 'geen plaats meer',
    'too-many': 'te veel bestanden',
    infected: 'malware, in quarantaine',
  },
  en: {
    empty: 'empty',
    archive: 'archive',
    macros: 'has macros',
    protected: 'behind a password',
    'old-office': 'old Office format',
    'web-page': 'web page',
    program: 'program',
    'not-known': 'type of file not allowed',
    'too-large': 'too large',
    'no-room': 'no room left',
    'too-many': 'too many files',
    infected: 'malware, in quarantine',
  },
};

const words = {
  fr: {
    refused: (files: string) => `Fichiers non ajoutés : ${files}.`,
    inMessage: 'Ils se trouvent dans le message d’origine (message.eml).',
    tooLarge: (megabytes: number, mailbox: string) =>
      `Ce message de ${megabytes} Mo dépasse la limite : seul son début a été repris. Le message entier est resté dans la boîte ${mailbox} ; ouvrez-le là.`,
    malformed: 'Ce message est mal formé : il est repris tel quel. L’original est dans message.eml.',
    empty: 'Ce message ne contient aucun texte.',
    unreadable: (mailbox: string) =>
      `Ce message n’a pas pu être lu après plusieurs essais. L’original est dans message.eml s’il y figure, sinon dans la boîte ${mailbox}.`,
    cut: 'Le texte est plus long : la suite est dans message.eml.',
  },
  nl: {
    refused: (files: string) => `Niet toegevoegde bestanden: ${files}.`,
    inMessage: 'Ze zitten in het oorspronkelijke bericht (message.eml).',
    tooLarge: (megabytes: number, mailbox: string) =>
      `Dit bericht van ${megabytes} MB overschrijdt de limiet: alleen het begin is overgenomen. Het volledige bericht is in de mailbox ${mailbox} gebleven; open het daar.`,
    malformed: 'Dit bericht is niet goed gevormd en is overgenomen zoals het is. Het origineel zit in message.eml.',
    empty: 'Dit bericht bevat geen tekst.',
    unreadable: (mailbox: string) =>
      `Dit bericht kon na meerdere pogingen niet worden gelezen. Het origineel zit in message.eml als het er is, anders in de mailbox ${mailbox}.`,
    cut: 'De tekst is langer: het vervolg staat in message.eml.',
  },
  en: {
    refused: (files: string) => `Files not added: ${files}.`,
    inMessage: 'They are in the original message (message.eml).',
    tooLarge: (megabytes: number, mailbox: string) =>
      `This message of ${megabytes} MB is over the limit: only its beginning was taken. The whole message has stayed in the mailbox ${mailbox}; open it there.`,
    malformed: 'This message is malformed and was taken as it stands. The original is in message.eml.',
    empty: 'This message has no text.',
    unreadable: (mailbox: string) =>
      `This message could not be read after several attempts. The original is in message.eml if it is there, else in the mailbox ${mailbox}.`,
    cut: 'The text is longer: the rest is in message.eml.',
  },
};

/** What staff are told of a mail, under its text, in the firm's language. */
export class Notes {
  readonly #language: Language;
  readonly #lines: string[] = [];

  constructor(language: Language) {
    this.#language = language;
  }

  tooLarge(bytes: number, mailbox: string): void {
    this.#lines.push(words[this.#language].tooLarge(Math.ceil(bytes / 1_048_576), mailbox));
  }

  unreadable(mailbox: string): void {
    this.#lines.push(words[this.#language].unreadable(mailbox));
  }

  say(what: 'malformed' | 'empty' | 'cut'): void {
    this.#lines.push(words[this.#language][what]);
  }

  /** @param inMessage whether the message itself is kept, with the files in it */
  refused(files: readonly RefusedFile[], inMessage: boolean): void {
    if (files.length === 0) return;
    const named = files.map(({ name, refused }) => `${name} (${whyRefused[this.#language][refused]})`).join(', ');
    this.#lines.push(words[this.#language].refused(named));
    if (inMessage) this.#lines.push(words[this.#language].inMessage);
  }

  /** The text with the notes under it, each on a line of its own in square brackets. */
  under(text: string): string {
    const notes = this.#lines.map((line) => `[${line}]`).join('\n');
    return [text, notes].filter((part) => part !== '').join('\n\n');
  }
}
