import { signedKinds } from '../schema.ts';
import { type Check, unknownName } from './check.ts';

/** Everybody who is named is on the staff, once. */
export const checkStaff: Check = (file) => {
  const { staff, complaintsManager, defaultContact, approves } = file.value;
  const ids = staff.map(({ id }) => id);
  return [
    ...ids.flatMap((id, index) =>
      ids.indexOf(id) === index ? [] : [file.at(['staff', index], `${id} stands there twice; allowed: once`)],
    ),
    ...unknownName(file, ['complaintsManager'], complaintsManager, ids),
    ...unknownName(file, ['defaultContact', 'staff'], defaultContact.staff, ids),
    ...(approves ? unknownName(file, ['approves', 'answers'], approves.answers, ids) : []),
  ];
};

/** At most one is in charge where nobody else is. */
export const checkRouting: Check = (file) => {
  const ids = file.value.staff.map(({ id }) => id);
  const fallbacks = (file.value.routing ?? []).flatMap(({ fallback }, index) =>
    fallback === undefined ? [] : [{ fallback, path: ['routing', index, 'fallback'] }],
  );
  return [
    ...fallbacks.flatMap(({ fallback, path }) => unknownName(file, path, fallback, ids)),
    ...fallbacks
      .slice(1)
      .map(({ path }) => file.at(path, "is a second 'fallback'; allowed: one, who is in charge where nobody is named")),
  ];
};

/** Functions instead of names have their words in every language that the firm writes. */
export const checkTranslations: Check = (file) =>
  file.value.staff.flatMap(({ id, translations }, index) =>
    file.value.firm.languages
      .slice(1)
      .filter((language) => translations !== undefined && translations[language] === undefined)
      .map((language) =>
        file.at(
          ['staff', index, 'translations'],
          `${id} has no name and role in '${language}', which the firm writes; add them here`,
        ),
      ),
  );

export const checkSignatories: Check = (file) =>
  signedKinds
    .filter((kind) => file.value.signs[kind] === undefined)
    .map((kind) => file.at(['signs'], `${kind} is missing; allowed: case-handler, complaints-manager`));

export const checkSendingWindow: Check = (file) => {
  const { from, to } = file.value.sendingWindow;
  return from < to ? [] : [file.at(['sendingWindow', 'to'], `${to} is not after ${from}; allowed: a later time of the same day`)];
};
