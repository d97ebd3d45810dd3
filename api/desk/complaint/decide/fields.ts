import type { Language } from '../../../../letters/letter.ts';
import { message } from '../../words/words.ts';

/** A question of a form. Its name is the path of its answer in the body; its words are `decide.field.<name>`. */
export type Field = {
  name: string;
  required: boolean;
  /** The words of another field: the same name means another thing here. */
  words?: string;
  /** What stands there when the form is opened. */
  preset?: string;
  /** It is left out as long as it says what is known already. */
  onlyChanged?: true;
  /** The procedure asks for it, and it is not known. */
  lacking?: true;
} & (
  | { kind: 'text' }
  | { kind: 'line' }
  /** One item a line. */
  | { kind: 'lines' }
  | { kind: 'date'; earliest?: string; latest?: string }
  /** Cents in euros, typed as people write them: `amount` stands at its name's end. */
  | { kind: 'money' }
  | { kind: 'choice'; options: readonly Option[] }
  /** A box to tick: `true`, or left out. */
  | { kind: 'tick' }
);

/** A field's name as people read it; those of the registration keep its words. */
export function labelOf({ name, words = name }: Field, language: Language): string {
  return message(
    language,
    words.startsWith('fields.') ? `intake.field.${words.slice('fields.'.length)}` : `decide.field.${words}`,
  );
}

/** One of several answers. */
export interface Option {
  value: string;
  words: string;
}

export const text = (name: string, more: { required?: boolean; words?: string; preset?: string } = {}): Field => ({
  kind: 'text',
  name,
  required: true,
  ...more,
});
export const line = (name: string, required = true): Field => ({ kind: 'line', name, required });
export const lines = (name: string, required = true, preset?: string): Field => ({
  kind: 'lines',
  name,
  required,
  ...(preset === undefined ? {} : { preset }),
});
export const date = (name: string, required = true, limits: { earliest?: string; latest?: string } = {}): Field => ({
  kind: 'date',
  name,
  required,
  ...limits,
});
export const tick = (name: string): Field => ({ kind: 'tick', name, required: false });
export const money = (name: string, required = false): Field => ({ kind: 'money', name, required });
export const choice = (name: string, options: readonly Option[], more: { preset?: string; required?: boolean } = {}): Field => ({
  kind: 'choice',
  name,
  required: true,
  options,
  ...more,
});
