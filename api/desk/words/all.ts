import { access } from './access.ts';
import { administration } from './administration.ts';
import type { AreaWords } from './area.ts';
import { tokens } from './tokens.ts';
import { preferences } from './preferences.ts';
import { people } from './people.ts';
import { complaint } from './complaint.ts';
import { conflict } from './conflict.ts';
import { decide } from './decide.ts';
import { journal } from './journal.ts';
import { keys } from './keys.ts';
import { letterTemplates } from './letter-templates.ts';
import { limits } from './limits.ts';
import { moving } from './moving.ts';
import { myDay } from './my-day.ts';
import { procedures } from './procedures.ts';
import { shell } from './shell.ts';
import { views } from './views.ts';

/** The words of each area of the desk; a message is named by its area: `shell.signOut`. */
export const areas = {
  complaint,
  decide,
  journal,
  tokens,
  preferences,
  people,
  administration,
  conflict,
  moving,
  letterTemplates,
  procedures,
  keys,
  limits,
  access,
  myDay,
  shell,
  views,
} satisfies Record<string, AreaWords>;
