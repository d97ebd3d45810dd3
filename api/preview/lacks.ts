import type { FieldError } from '../problems/problem.ts';

/**
 * What is wrong with a letter that has this lack, as the rendering names it: `text:newDate`, what it must show and does not; `obsolete:…`, a
 * name that it must not have; `past:newDate`, a day that it cannot give any more; `edited`, that it cannot be worded otherwise; a field.
 */
export function faultOfLack(lack: string): Pick<FieldError, 'code' | 'message' | 'what'> {
  const [kind = '', name = ''] = lack.split(/:(.*)/);
  switch (kind) {
    case 'text':
      return { code: 'not-shown', what: name, message: `no longer shows '${name}'` };
    case 'obsolete':
      return { code: 'forbidden-name', what: name, message: `names '${name}', where this letter sends nobody` };
    case 'past':
      return { code: 'day-passed', what: name, message: `gives a day that has passed: '${name}'` };
    case 'edited':
      return { code: 'not-editable', message: 'cannot be worded otherwise' };
    default:
      return { code: 'not-shown', what: lack, message: `lacks '${lack}'` };
  }
}
