import type { RecourseDirectory } from '../../procedures/recourse.ts';
import type { Recipient } from '../../workflows/domain/letters.ts';
import type { LetterToSend } from '../../workflows/domain/standing.ts';
import type { CivilDate } from '../../workflows/domain/time.ts';
import { kindsOfLetter } from '../kinds.ts';
import type { Language, LetterFields, RenderedLetter } from '../letter.ts';
import { type RenderOptions, renderDraft, renderLetter } from '../render.ts';
import { promisedOn } from './dates.ts';
import { letterFields } from './fields.ts';
import { addresseeOf, languageOf } from './people.ts';
import type { LetterSources } from './sources.ts';

/** A letter as a person reads it, with whom it goes to. */
export interface LetterAsWritten {
  recipient: Recipient;
  language: Language;
  /** Without an e-mail address it goes by post. */
  to: { name: string; email: string | undefined; address: string[] | undefined };
  rendered: RenderedLetter;
  /** The day that the letter gives somebody, where it gives one. */
  promisedOn: CivilDate | undefined;
}

/**
 * Writes a letter from its sources; nothing is kept or sent.
 *
 * @param letterDate the day that the letter bears, in the firm's zone
 * @throws IncompleteLetter where it lacks what its kind must have
 */
export function writeLetter(letter: LetterToSend, letterDate: CivilDate, sources: LetterSources): LetterAsWritten {
  const { fields, ...written } = beginLetter(letter, letterDate, sources);
  return { ...written, rendered: renderLetter(letter.kind, written.language, fields, optionsOf(sources)) };
}

/** The same letter before it can leave, as far as it can be written, with what it lacks. */
export function draftLetter(
  letter: LetterToSend,
  letterDate: CivilDate,
  sources: LetterSources,
): LetterAsWritten & { missing: string[] } {
  const { fields, ...written } = beginLetter(letter, letterDate, sources);
  return { ...written, ...renderDraft(letter.kind, written.language, fields, optionsOf(sources)) };
}

function beginLetter(
  letter: LetterToSend,
  letterDate: CivilDate,
  sources: LetterSources,
): Omit<LetterAsWritten, 'rendered'> & { fields: LetterFields } {
  const fields = letterFields(letter, letterDate, sources);
  const { name = '', email, address } = addresseeOf(letter.kind, sources);
  return {
    fields,
    recipient: kindsOfLetter[letter.kind].recipient,
    language: languageOf(letter.kind, sources),
    to: { name, email, address },
    promisedOn: promisedOn(letter, fields, sources),
  };
}

function optionsOf({ procedure, directory }: LetterSources): RenderOptions {
  return { procedure: procedure.id, forbiddenNames: forbiddenNames(directory) };
}

function forbiddenNames({ closed, bodies }: RecourseDirectory): string[] {
  const unconfirmed = bodies.flatMap(({ email }) => (email && !email.print ? [email.address] : []));
  return [...closed.flatMap(({ neverPrint }) => neverPrint), ...unconfirmed];
}
