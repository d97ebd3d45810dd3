import { access } from './access.ts';
import { actions } from './actions.ts';
import { administration } from './administration.ts';
import type { AreaWords } from './area.ts';
import { attachments } from './attachments.ts';
import { columns } from './columns.ts';
import { complaint } from './complaint.ts';
import { conflict } from './conflict.ts';
import { decide } from './decide.ts';
import { insurers } from './insurers.ts';
import { intake } from './intake.ts';
import { journal } from './journal.ts';
import { keys } from './keys.ts';
import { letterTemplates } from './letter-templates.ts';
import { limits } from './limits.ts';
import { mediationFile } from './mediation-file.ts';
import { moving } from './moving.ts';
import { myDay } from './my-day.ts';
import { people } from './people.ts';
import { post } from './post.ts';
import { preferences } from './preferences.ts';
import { privatePage } from './private-page.ts';
import { procedures } from './procedures.ts';
import { register } from './register.ts';
import { shell } from './shell.ts';
import { statistics } from './statistics.ts';
import { tokens } from './tokens.ts';
import { views } from './views.ts';

/** The words of each area of the desk; a message is named by its area: `shell.signOut`. */
export const areas = {
  insurers,
  intake,
  attachments,
  mediationFile,
  actions,
  statistics,
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
  post,
  privatePage,
  procedures,
  columns,
  keys,
  register,
  limits,
  access,
  myDay,
  shell,
  views,
} satisfies Record<string, AreaWords>;
