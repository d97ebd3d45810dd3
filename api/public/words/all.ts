import type { AreaWords } from '../../desk/words/area.ts';
import { around } from './around.ts';
import { form } from './form.ts';
import { formPages } from './form-pages.ts';
import { privatePage } from './private-page.ts';

/** The words of each area of the public pages; a message is named by its area: `around.skip`. */
export const publicAreas = {
  around,
  form,
  formPages,
  privatePage,
} satisfies Record<string, AreaWords>;
