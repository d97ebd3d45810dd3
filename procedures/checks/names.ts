import { type Check, unknownName } from './check.ts';

/** The references' prefix is the firm's alone; calendar, regulators and bodies exist. */
export const checkNames: Check = (file, { calendars, regulators, directory, others }) => {
  const { prefix, calendar, recourse } = file.value;
  const other = others.find((one) => one !== file && one.value.prefix === prefix);
  const bodies = directory.bodies.map(({ id }) => id);
  return [
    ...(other && other.file < file.file
      ? [file.at(['prefix'], `'${prefix}' is taken by ${other.file}; allowed: any other`)]
      : []),
    ...unknownName(file, ['calendar'], calendar, [...calendars.keys()]),
    ...file.value.regulators.flatMap((id, index) => unknownName(file, ['regulators', index], id, [...regulators.keys()])),
    ...recourse.flatMap((id, index) => unknownName(file, ['recourse', index], id, bodies)),
  ];
};

/** Letters are written in the text's own language first. */
export const checkLanguages: Check = (file) => {
  const { text, firm } = file.value;
  return firm.languages[0] === text.language
    ? []
    : [file.at(['firm', 'languages'], `begins with another language than the text's; allowed: ${text.language} first`)];
};
