import type { RecourseDirectory } from '../../procedures/recourse.ts';
import type { LetterKind, Recipient } from '../../workflows/domain/letters.ts';
import type { LetterToSend } from '../../workflows/domain/standing.ts';
import type { CivilDate } from '../../workflows/domain/time.ts';
import { kindsOfLetter } from '../kinds.ts';
import { IncompleteLetter, type Language, type LetterFields, type RenderedLetter } from '../letter.ts';
import { type EditableLetter, type RenderOptions, renderDraft, renderEditable } from '../render.ts';
import { promisedOn } from './dates.ts';
import { closedWaysOn, editedText, wasEdited } from './edited.ts';
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

/** What became of staff's own words for a letter: they stand in it, or it could not leave with them. */
export type EditOutcome = 'used' | 'left-out';

/**
 * Writes a letter from its sources; nothing is kept or sent. Staff's own words stand in it where they were written in its language and
 * still show what it must show on its day; else it is written without them, for a time limit is worth more than a wording.
 *
 * @param letterDate the day that the letter bears, in the firm's zone
 * @throws IncompleteLetter where it lacks what its kind must have
 */
export function writeLetter(
  letter: LetterToSend,
  letterDate: CivilDate,
  sources: LetterSources,
): LetterAsWritten & { edit: EditOutcome | undefined } {
  const { fields, ...written } = beginLetter(letter, letterDate, sources);
  const plain = () => renderEditable(letter.kind, written.language, fields, optionsOf(sources)).rendered;
  if (!wasEdited(letter.kind, sources)) return { ...written, rendered: plain(), edit: undefined };
  const edited = renderEdited(letter.kind, written.language, fields, sources);
  return edited ? { ...written, rendered: edited.rendered, edit: 'used' } : { ...written, rendered: plain(), edit: 'left-out' };
}

function renderEdited(
  kind: LetterKind,
  language: Language,
  fields: LetterFields,
  sources: LetterSources,
): EditableLetter | undefined {
  const edited = editedText(kind, language, sources);
  if (edited === undefined) return undefined;
  try {
    return renderEditable(kind, language, fields, { ...optionsOf(sources), edited, closedNames: closedWaysOn(fields, sources) });
  } catch (fault) {
    if (fault instanceof IncompleteLetter) return undefined;
    throw fault;
  }
}

/** The same letter before it can leave, as far as it can be written, with what it lacks, and what staff may word otherwise. */
export function draftLetter(
  letter: LetterToSend,
  letterDate: CivilDate,
  sources: LetterSources,
): LetterAsWritten & { missing: string[]; editable: string | undefined; edited: boolean } {
  const { fields, ...written } = beginLetter(letter, letterDate, sources);
  const edited = editedText(letter.kind, written.language, sources);
  const draft = renderDraft(letter.kind, written.language, fields, {
    ...optionsOf(sources),
    edited,
    closedNames: closedWaysOn(fields, sources),
  });
  return { ...written, ...draft, edited: edited !== undefined };
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
