import { describe, expect, test } from '@jest/globals';
import { kindsOfLetter } from '../../letters/kinds.ts';
import type { Language, LetterFields } from '../../letters/letter.ts';
import { renderLetter } from '../../letters/render.ts';
import { type LetterKind, letterKinds } from '../../workflows/domain/letters.ts';
import { fieldsFor } from './fixtures.ts';
import { englishFieldsFor } from './fixtures-en.ts';
import { dutchFieldsFor } from './fixtures-nl.ts';

const fields: Record<Language, (kind: LetterKind, changes: Partial<LetterFields>) => LetterFields> = {
  fr: (kind, changes) => fieldsFor(kind, 'consumer', 'full', changes),
  nl: (kind, changes) => dutchFieldsFor(kind, kind === 'year-reminder' ? 'consumer-in-france' : 'consumer', 'full', changes),
  en: (kind, changes) => englishFieldsFor(kind, 'consumer', 'full', changes),
};

function write(kind: LetterKind, language: Language, changes: Partial<LetterFields>): string {
  return renderLetter(kind, language, fields[language](kind, changes)).text.replaceAll('\u00a0', ' ');
}

function inEveryLanguage(kinds: readonly LetterKind[]): [LetterKind, Language][] {
  return kinds.flatMap((kind) => (['fr', 'nl', 'en'] as const).map((language): [LetterKind, Language] => [kind, language]));
}

const people = letterKinds.filter((kind) => kindsOfLetter[kind].signs !== 'system');

describe('a letter to the complainant that leaves after its own day says that it regrets it, once', () => {
  // A letter of ours that nobody waits for: it leaves a month before the mediator's last day.
  const nobodyWaits: LetterKind[] = ['year-reminder'];
  const kinds = people.filter(
    (kind) => ['complainant', 'representative'].includes(kindsOfLetter[kind].recipient) && !nobodyWaits.includes(kind),
  );
  const regrets: Record<Language, RegExp> = {
    fr: /excuses|regrette/g,
    nl: /excuses|betreur/g,
    // Besides, some letters say 'I am sorry you have had cause to complain', which regrets something else.
    en: /apologise|sorry for/g,
  };

  test.each(inEveryLanguage(kinds))('%s, %s', (kind, language) => {
    expect(write(kind, language, { late: true }).match(regrets[language])).toHaveLength(1);
  });

  test.each(inEveryLanguage(kinds))('%s, %s, where its answer is late too', (kind, language) => {
    const changes = { late: true, answerBy: '2026-05-20', gdprAnswerBy: '2026-05-20' };
    expect(write(kind, language, changes).match(regrets[language])).toHaveLength(1);
  });
});

describe('who is named by a function is given no second one in a sentence', () => {
  const functions: Record<Language, { contactName: string; contactRole: string }> = {
    fr: { contactName: 'Le service clients', contactRole: 'chargé du suivi des réclamations' },
    nl: { contactName: 'De klachtendienst', contactRole: 'dossieropvolging' },
    en: { contactName: 'The client services team', contactRole: 'complaints handling' },
  };

  test.each(inEveryLanguage(people))('%s, %s', (kind, language) => {
    const service = functions[language];
    const text = write(kind, language, service);
    expect(text).not.toContain(service.contactRole);
    expect(text).toContain(service.contactName.slice(1));
  });
});

test.each(inEveryLanguage(people))('%s, %s: the signatory’s function begins with a capital on its line', (kind, language) => {
  const signatory = { signatoryName: 'the complaints desk', signatoryRole: 'follow-up of files' };
  expect(write(kind, language, signatory)).toMatch(/\n[Tt]he complaints desk\nFollow-up of files\n/);
});

describe('what the mediator and the authority can do stands before the line that names the contact', () => {
  const mailbox = 'contact.line@example.org';
  const kinds = people.filter((kind) => kindsOfLetter[kind].recipient === 'complainant');

  test.each(inEveryLanguage(kinds))('%s, %s', (kind, language) => {
    const text = write(kind, language, { contactEmail: mailbox, firmAddress: ['1 rue de l’Exemple', '75000 PARIS'] });
    const [, afterwards = ''] = text.split(/\n(?:Pour toute question|Hebt u vragen\?|If you have any questions)/);
    expect(afterwards).not.toMatch(/saisir|wenden tot|refer the matter|klacht indienen bij|lodge a complaint/);
  });
});

test.each(inEveryLanguage(['missing-facts']))(
  '%s, %s: while nothing is in writing, no time limit is said to run on',
  (kind, language) => {
    const text = write(kind, language, { answerBy: undefined, unwritten: true, late: false });
    expect(text).not.toMatch(/continuent de courir|suspend|lopen door|schort|continue to run/);
    expect(text).toMatch(/par écrit|réclamation écrite|schriftelijk|in writing/);
  },
);
