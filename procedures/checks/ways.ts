import type { ProcedureFile } from '../schema.ts';
import type { Check } from './check.ts';

type Channel = ProcedureFile['channels'][number]['channel'];

/** The address of a way to complain can be used as it stands; a postal address is free. */
export const checkChannels: Check = (file) =>
  file.value.channels.flatMap(({ channel, address }, index) => {
    const form = formOfAddress(channel, file.value.id);
    return address === undefined || form === undefined || form.allowed.test(address)
      ? []
      : [file.at(['channels', index, 'address'], `'${address}' is no address for ${channel}; write it like ${form.example}`)];
  });

/** The bodies that complaints go on to have a name in each of the firm's languages, and serve its country. */
export const checkRecourse: Check = (file, { directory }) => {
  const { firm, recourse } = file.value;
  return recourse.flatMap((id, index) => {
    const body = directory.bodies.find((one) => one.id === id);
    if (body === undefined) return [];
    const unnamed = firm.languages.filter((language) => body.name[language] === undefined);
    return [
      ...unnamed.map((language) =>
        file.at(
          ['recourse', index],
          `'${id}' has no name in '${language}', which the firm writes; add it to the recourse directory`,
        ),
      ),
      ...(body.appliesTo.countries.includes(firm.country)
        ? []
        : [
            file.at(
              ['recourse', index],
              `'${id}' takes no complaint about a firm in ${firm.country}; allowed: bodies of that country`,
            ),
          ]),
    ];
  });
};

export const checkMediatorStep: Check = (file, { directory }) => {
  const { steps, recourse } = file.value;
  const named = recourse.map((id) => directory.bodies.find((body) => body.id === id));
  if (steps.mediator === undefined || named.some((body) => body === undefined || body.type === 'mediator')) return [];
  return [file.at(['steps', 'mediator'], "needs a mediator in 'recourse'; add the id of one from the recourse directory")];
};

function formOfAddress(channel: Channel, id: string): { allowed: RegExp; example: string } | undefined {
  if (channel === 'web-form') return { allowed: new RegExp(`^/${id}/complaint$`), example: `/${id}/complaint` };
  if (channel === 'e-mail') return { allowed: /^[^\s@]+@[^\s@]+\.[^\s@]+$/, example: 'complaints@example.org' };
  if (channel === 'phone') return { allowed: /^\+[1-9]\d{6,14}$/, example: '+33157969060 (with the country, without spaces)' };
  return undefined;
}
