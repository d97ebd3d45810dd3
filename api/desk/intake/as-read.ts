import type { FieldView } from './form-view.ts';

/** A part of what was read of an intake: its heading's word, and its fields that say something. */
interface PartAsRead {
  title: string;
  fields: { label: string; lines: string[] }[];
}

/** What was read of an intake, to be read and not changed: on paper, and for who does not decide. */
export function asRead(form: Record<string, unknown>, { hasRepresentative }: { hasRepresentative: boolean }): PartAsRead[] {
  const parts: [title: string, names: string[]][] = [
    ['dates', ['dates']],
    ['complainant', ['complainant']],
    ['representative', hasRepresentative ? ['representative'] : []],
    ['complaint', ['complaint']],
    ['handling', ['handling']],
  ];
  return parts
    .map(([title, names]) => ({
      title: `intake.part.${title}`,
      fields: names.flatMap((name) => (form[name] as FieldView[]).flatMap(saysSomething)),
    }))
    .filter(({ fields }) => fields.length > 0);
}

function saysSomething({
  label,
  value,
  options,
  isTick,
  isTicked,
  about = label,
}: FieldView): { label: string; lines: string[] }[] {
  if (isTick) return isTicked ? [{ label: about, lines: [label] }] : [];
  const chosen = options?.find((option) => option.chosen && option.value !== '')?.words;
  const lines = (options === undefined ? value : (chosen ?? '')).split('\n').filter((line) => line.trim() !== '');
  return lines.length === 0 ? [] : [{ label, lines }];
}
