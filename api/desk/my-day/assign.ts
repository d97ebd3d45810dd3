import type { Request, Response } from 'express';
import type { Language } from '../../../letters/letter.ts';
import { callerOf } from '../../access/caller.ts';
import { assignAll } from '../../assignments/routes.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import type { Handler } from '../../requests/routes.ts';
import { referenceForm } from '../../schemas/text.ts';
import { formOf, languageOf, valuesOf } from '../pages.ts';
import { nameOfStaff } from '../parts/staff.ts';
import { domainWord } from '../words/domain.ts';
import { message } from '../words/words.ts';

declare module 'express-session' {
  interface SessionData {
    /** What became of an assignment of many complaints, to be told on the next page. */
    assigned?: Assigned;
  }
}

/** What became of assigning many complaints: those kept, those refused with the reason of each; or what was wrong with the form. */
interface Assigned {
  to?: string;
  accepted: number;
  refused: { reference: string; why: string }[];
  wrong?: 'nobody' | 'none';
}

/** As many as one form may name. */
const mostAssigned = 200;

/** Puts somebody in charge of the chosen complaints, each accepted or refused by itself, and goes back to the list. */
export function assigning(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    request.session.assigned = await assign(dependencies, request, response);
    response.redirect(303, backTo(formOf(request)['back']));
  };
}

async function assign(dependencies: ApiDependencies, request: Request, response: Response): Promise<Assigned> {
  const { register, library } = dependencies;
  const nothing = { accepted: 0, refused: [] };
  const references = [...new Set(valuesOf(request, 'reference'))].filter((one) => referenceForm.test(one)).slice(0, mostAssigned);
  const [firm = '', caseHandler = ''] = (formOf(request)['caseHandler'] ?? '').split('/');
  const procedure = library.inForce(firm);
  if (!procedure || caseHandler === '') return { ...nothing, wrong: 'nobody' };
  if (references.length === 0) return { ...nothing, wrong: 'none' };
  const language = languageOf(request, response);
  const own = references.filter((reference) => reference.startsWith(`${procedure.prefix}-`));
  const items = await register.database.transaction().execute((queries) =>
    assignAll(
      dependencies,
      queries,
      own.map((reference) => ({ reference, caseHandler })),
      callerOf(response),
    ),
  );
  const others = references.filter((reference) => !own.includes(reference));
  return {
    to: nameOfStaff(procedure, caseHandler, language),
    accepted: items.filter(({ state }) => state === 'accepted').length,
    refused: [
      ...items.flatMap((item) =>
        item.state === 'refused' ? [{ reference: item.reference, why: why(item.reason, language) }] : [],
      ),
      ...others.map((reference) => ({ reference, why: why('other-firm', language) })),
    ],
  };
}

const notOfTheDomain = ['no-such-complaint', 'not-allowed', 'other-firm'];

function why(reason: string, language: Language): string {
  return notOfTheDomain.includes(reason)
    ? message(language, `myDay.refused.${reason}`)
    : domainWord(language, 'refusals', reason);
}

/** Only to a list of the desk. */
function backTo(address: string | undefined): string {
  return address !== undefined && /^\/desk(\/register)?(\?[\w%=&.+~*-]*)?$/.test(address) ? address : '/desk';
}

/** What is to be told of the last assignment, once. */
export function assignedOf(request: Request): Assigned | undefined {
  const { assigned } = request.session;
  delete request.session.assigned;
  return assigned;
}
