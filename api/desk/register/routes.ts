import { type Request, type Response, Router } from 'express';
import { lastVerification } from '../../../register/export-log.ts';
import { knownInsurers } from '../../../register/insurers/insurers.ts';
import { namedInsurers } from '../../../register/insurers/named.ts';
import { endOf } from '../../../register/list-order.ts';
import { countComplaints, listComplaints } from '../../../register/queries.ts';
import { callerOf, requireMaySomewhere } from '../../access/caller.ts';
import { cursorOf, placeOf } from '../../complaints/cursor.ts';
import { filterOf } from '../../complaints/filter.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { type ExportFormat, sendRegister } from '../../register/export.ts';
import type { Handler } from '../../requests/routes.ts';
import { zoneOf } from '../access/zone.ts';
import { assignedOf } from '../my-day/assign.ts';
import { choices, firmsOf } from '../my-day/question.ts';
import { deskPage, languageOf, say, sendPage } from '../pages.ts';
import { complaintLines } from '../parts/complaint-rows.ts';
import { viewsPanel } from '../parts/saved-views.ts';
import { momentInWords } from '../words/days.ts';
import { filterForm } from './filters.ts';
import { fieldsOf, filterIn, type RegisterQuestion, registerAddress, registerQuestion } from './question.ts';

/** So many complaints stand on one page. */
const pageSize = 50;

/** The register: every complaint ever, and its exports. */
export function registerPages(dependencies: ApiDependencies): Router {
  const router = Router();
  deskPage(router, '/desk/register', { get: registerPage(dependencies) });
  deskPage(router, '/desk/register.csv', { get: exporting(dependencies, 'csv') });
  deskPage(router, '/desk/register.xlsx', { get: exporting(dependencies, 'xlsx') });
  return router;
}

function registerPage(dependencies: ApiDependencies): Handler {
  const { register, library, directory } = dependencies;
  return async (request, response) => {
    requireMaySomewhere(response, 'read');
    const caller = callerOf(response);
    const language = languageOf(request, response);
    const firms = firmsOf(caller, library.allInForce());
    const question = registerQuestion(request.query);
    const reading = { viewer: caller.viewer, now: register.clock() };
    const [list, total, insurers, named, verified, views] = await Promise.all([
      pageOf(dependencies, question, request, response),
      countComplaints(register.database, filterOf(question.filter), reading),
      knownInsurers(register.database, directory),
      namedInsurers(register.database, caller.viewer),
      verification(dependencies, request, response),
      viewsPanel(register, caller, { page: 'register', query: request.query, firms, language }),
    ]);
    const { filter, sort } = question;
    const form = filterForm(dependencies, question, { language, firms, insurers, named });
    sendPage(request, response, {
      page: 'register',
      title: say(request, response, 'shell.register'),
      active: 'register',
      scripts: ['lists.js'],
      data: {
        ...list,
        ...form,
        ...views,
        total,
        sort,
        fields: fieldsOf(filter).map(([name, value]) => ({ name, value })),
        mayExport: caller.firmsWith('export').length > 0,
        verified,
        narrowed: form.active.length > 0,
        severalFirms: firms.length > 1,
        here: registerAddress(filter, question),
        clear: '/desk/register',
        sortBy: sortLinks(question),
        mayAssign: caller.firmsWith('assign').length > 0,
        assignable: choices(
          { show: 'owing', who: '', firm: '', insurer: '', text: '' },
          caller,
          firms.filter(({ id }) => caller.may('assign', id)),
          language,
        ).people,
        assigned: assignedOf(request),
      },
    });
  };
}

/** A page of complaints, and where the one before and the one after are. */
async function pageOf(dependencies: ApiDependencies, question: RegisterQuestion, request: Request, response: Response) {
  const { register } = dependencies;
  const { filter, sort } = question;
  const caller = callerOf(response);
  const before = question.before === undefined ? undefined : placeOf(question.before, sort);
  const after = question.after === undefined || before ? undefined : placeOf(question.after, sort);
  const page = { viewer: caller.viewer, now: register.clock(), order: sort, after, before, limit: pageSize + 1 };
  const found = await listComplaints(register.database, filterOf(filter), page);
  const isMore = found.length > pageSize;
  const rows = before ? found.slice(isMore ? 1 : 0) : found.slice(0, pageSize);
  const [first, last] = [rows[0], rows.at(-1)];
  const earlier = first && (before ? isMore : after !== undefined);
  const later = last && (before ? true : isMore);
  return {
    lines: await complaintLines(dependencies, rows, { caller, language: languageOf(request, response) }),
    ...(earlier ? { previous: registerAddress(filter, { sort, before: cursorOf(sort, endOf(sort, first)) }) } : {}),
    ...(later ? { next: registerAddress(filter, { sort, after: cursorOf(sort, endOf(sort, last)) }) } : {}),
    ...(earlier ? { begin: registerAddress(filter, { sort }) } : {}),
  };
}

/** The heads of columns that sort: the other direction where they sort already. */
function sortLinks({ filter, sort }: RegisterQuestion) {
  const link = (to: RegisterQuestion['sort'], current: boolean, direction: 'ascending' | 'descending') => ({
    href: registerAddress(filter, { sort: to }),
    ...(current ? { current: direction } : {}),
  });
  return {
    reference: link('reference', sort === 'reference', 'ascending'),
    received: link(
      sort === 'lastReceived' ? 'received' : 'lastReceived',
      sort === 'received' || sort === 'lastReceived',
      sort === 'received' ? 'ascending' : 'descending',
    ),
    limit: link('nextDue', sort === 'nextDue', 'ascending'),
  };
}

/** When the journal was last verified, and what was found. */
async function verification(dependencies: ApiDependencies, request: Request, response: Response) {
  const last = await lastVerification(dependencies.register);
  if (last === undefined) return { words: say(request, response, 'register.never-verified'), state: 'never' };
  const moment = momentInWords(last.at.getTime(), zoneOf(callerOf(response), dependencies), languageOf(request, response));
  const key = last.faults === 0 ? 'register.verified' : 'register.verified-faults';
  const words = say(request, response, key, { moment, rows: last.rows, faults: last.faults });
  return { words, state: last.faults === 0 ? 'whole' : 'faults' };
}

function exporting(dependencies: ApiDependencies, format: ExportFormat): Handler {
  return (request, response) =>
    sendRegister(dependencies, response, {
      format,
      query: filterIn(request.query),
      personal: request.query['personal'] === 'true',
      language: languageOf(request, response),
    });
}
