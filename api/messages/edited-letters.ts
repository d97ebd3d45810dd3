import type { ComplaintInPath } from '../complaints/known-complaint.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { faultOfLack } from '../preview/lacks.ts';
import { lettersNow } from '../preview/letters-now.ts';
import type { FieldError } from '../problems/problem.ts';
import { invalidFields } from '../problems/problems.ts';
import type { MessageContents } from './message-contents.ts';

/**
 * Staff's own words for a letter are checked like every letter before they are kept: the letter must be one that this message sends,
 * in that language, and must still say what its kind has to. What the complaint's state does not allow is left to who accepts.
 *
 * @throws Problem 422
 */
export async function checkEditedLetters(
  dependencies: ApiDependencies,
  known: ComplaintInPath,
  message: MessageContents,
): Promise<void> {
  const { editedLetters } = message.texts;
  if (!editedLetters) return;
  const foreseen = await lettersNow(dependencies, known, message, dependencies.register.clock());
  if (!foreseen.allowed) return;
  const letters = foreseen.onceApproved ?? foreseen.letters;
  const errors = editedLetters.flatMap(({ kind, language }, place): FieldError[] => {
    const letter = letters.find((one) => one.kind === kind);
    const path = `editedLetters.${place}`;
    if (!letter)
      return [
        {
          path: `${path}.kind`,
          code: 'no-letter',
          message: `is no letter of this; allowed: ${letters.map((one) => one.kind).join(', ')}`,
        },
      ];
    if (letter.language !== language)
      return [
        { path: `${path}.language`, code: 'letter-language', message: `is not that of the letter; allowed: ${letter.language}` },
      ];
    return letter.missing.map((lack) => ({ path: `${path}.text`, ...faultOfLack(lack) }));
  });
  if (errors.length > 0) throw invalidFields(errors);
}
