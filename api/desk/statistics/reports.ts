import { type Request, type Response, Router } from 'express';
import type { Language } from '../../../letters/letter.ts';
import { setSpaces } from '../../../letters/typography.ts';
import { classifiedAs } from '../../../procedures/classification.ts';
import type { Procedure } from '../../../procedures/schema.ts';
import { complaintsOfReturn } from '../../../register/statistics/annual-return.ts';
import { callerOf, notAllowed, requireMaySomewhere } from '../../access/caller.ts';
import { viewerWith } from '../../access/viewer-with.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import type { Handler } from '../../requests/routes.ts';
import { type AnnualReturnAnswer, type QuestionnaireAnswer, year as yearSchema } from '../../schemas/statistics.ts';
import { questionnaireFor } from '../../statistics/questionnaire.ts';
import { annualReturnFor, daysOfYear, yearOf } from '../../statistics/read.ts';
import { type Sheet, sendCsv, sendXlsx } from '../../statistics/sheets.ts';
import { amountInWords, nameOfId, numberInWords } from '../../statistics/words.ts';
import { deskPage, languageOf, sendPage } from '../pages.ts';
import { message } from '../words/words.ts';
import { registerLink } from './links.ts';

/** The insurers' annual return and the supervisor's questionnaire: as pages, CSV and workbooks. */
export function reportPages(dependencies: ApiDependencies): Router {
  const router = Router();
  deskPage(router, '/desk/statistics/annual-return', { get: annualReturnPage(dependencies) });
  deskPage(router, '/desk/statistics/questionnaire', { get: questionnairePage(dependencies) });
  for (const form of ['csv', 'xlsx'] as const) {
    deskPage(router, `/desk/statistics/annual-return.${form}`, { get: annualReturnFile(dependencies, form) });
    deskPage(router, `/desk/statistics/questionnaire.${form}`, { get: questionnaireFile(dependencies, form) });
  }
  return router;
}

/** The firm and the year that the address names; a wrong one counts as left out. */
interface Asked {
  firms: Procedure[];
  procedure: Procedure;
  year: number;
  language: Language;
}

function asked(dependencies: ApiDependencies, request: Request, response: Response, capability: 'statistics' | 'export'): Asked {
  requireMaySomewhere(response, 'statistics');
  requireMaySomewhere(response, capability);
  const caller = callerOf(response);
  const firms = dependencies.library.allInForce().filter(({ id }) => caller.may('statistics', id) && caller.may(capability, id));
  const procedure = firms.find(({ id }) => id === request.query['procedure']) ?? firms[0];
  if (!procedure) throw notAllowed();
  const given = yearSchema.safeParse(request.query['year']);
  const year = yearOf(dependencies, procedure, given.success ? given.data : undefined);
  return { firms, procedure, year, language: languageOf(request, response) };
}

/** What both pages show around their table. */
function frame({ firms, procedure, year, language }: Asked, path: string) {
  const query = new URLSearchParams({ procedure: procedure.id, year: String(year) }).toString();
  return {
    action: path,
    firms: firms.map(({ id, firm }) => ({ id, name: firm.name, chosen: id === procedure.id })),
    severalFirms: firms.length > 1,
    firmName: procedure.firm.name,
    year: String(year),
    csv: `${path}.csv?${query}`,
    xlsx: `${path}.xlsx?${query}`,
    trail: [{ href: '/desk/statistics', label: message(language, 'statistics.title') }],
  };
}

function annualReturnPage(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const question = asked(dependencies, request, response, 'statistics');
    const { procedure, year, language } = question;
    const answer = await annualReturnFor(dependencies, response, procedure, year);
    const { from, to } = daysOfYear(year);
    const unknown = answer.insurers.find(({ insurer }) => insurer === null);
    sendPage(request, response, {
      page: 'annual-return',
      title: message(language, 'statistics.annualReturn'),
      active: 'statistics',
      data: {
        ...frame(question, '/desk/statistics/annual-return'),
        about: message(language, 'statistics.annualReturn.about', { year: String(year) }),
        unknown: unknown && {
          words: message(language, 'statistics.annualReturn.unknown', { count: unknown.received }),
          href: registerLink({ procedure: procedure.id, insurer: null, receivedFrom: from, receivedTo: to }),
        },
        rows: answer.insurers.map((row) => ({
          ...insurerCells(row, language),
          href: registerLink({ procedure: procedure.id, insurer: row.insurer, receivedFrom: from, receivedTo: to }),
        })),
      },
    });
  };
}

type InsurerRow = AnnualReturnAnswer['insurers'][number];
const counts = [
  'received',
  'closed',
  'open',
  'upheld',
  'partlyUpheld',
  'rejected',
  'settled',
  'otherwise',
  'inTime',
  'late',
  'mediation',
] as const;

function insurerCells(row: InsurerRow, language: Language) {
  const paid = row.redress.map(({ cents, currency }) => amountInWords(cents, currency, language)).join(' + ');
  return {
    name: row.name ?? message(language, 'statistics.unknownInsurer'),
    unknown: row.insurer === null,
    ...Object.fromEntries(counts.map((name) => [name, numberInWords(row[name], language)])),
    paid: paid || '–',
  };
}

/** A number, which a spreadsheet can add up. */
function paidIn({ redress }: InsurerRow, currency: string): number {
  return redress.filter((one) => one.currency === currency).reduce((sum, { cents }) => sum + cents, 0) / 100;
}

function annualReturnFile(dependencies: ApiDependencies, form: 'csv' | 'xlsx'): Handler {
  return async (request, response) => {
    const question = asked(dependencies, request, response, 'export');
    const { procedure, year, language } = question;
    const answer = await annualReturnFor(dependencies, response, procedure, year);
    const viewer = viewerWith(callerOf(response), 'export');
    const complaints = await complaintsOfReturn(dependencies.register.database, { viewer, procedure: procedure.id, year });
    const names = new Map(answer.insurers.map(({ insurer, name }) => [insurer, name]));
    const nameOf = (insurer: string | null) => names.get(insurer) ?? message(language, 'statistics.unknownInsurer');
    const words = (key: string) => message(language, `statistics.${key}`);
    const heads = [
      'insurer',
      'received',
      'closed',
      'open',
      'upheld',
      'partlyUpheld',
      'rejected',
      'settled',
      'otherwise',
      'inTime',
      'late',
      'mediated',
    ];
    const lineHeads = [
      'insurer',
      'reference',
      'receivedOn',
      'channel',
      'product',
      'reason',
      'outcome',
      'answeredOn',
      'treatedIn',
      'closedOn',
      'mediated',
    ];
    const { classification } = dependencies;
    const currencies = [
      ...new Set(['EUR', ...answer.insurers.flatMap(({ redress }) => redress.map(({ currency }) => currency))]),
    ];
    const sheets: [Sheet, ...Sheet[]] = [
      {
        name: words('annualReturn.sheet'),
        rows: [
          [...heads.map(words), ...currencies.map((currency) => `${words('paid')} (${currency})`)],
          ...answer.insurers.map((row) => [
            nameOf(row.insurer),
            ...counts.map((name) => row[name]),
            ...currencies.map((currency) => paidIn(row, currency)),
          ]),
        ],
      },
      {
        name: words('complaints'),
        rows: [
          lineHeads.map(words),
          ...complaints.map((one) => [
            nameOf(one.insurer),
            one.reference,
            one.received_on,
            nameOfId('channels', one.channel, language),
            one.product && classifiedAs(classification, 'products', one.product, language),
            one.reason_category && classifiedAs(classification, 'reasons', one.reason_category, language),
            one.outcome && nameOfId('outcomes', one.outcome, language),
            one.answered_on,
            one.treated_in,
            one.closed_on,
            one.mediation && nameOfId('mediation', one.mediation, language),
          ]),
        ],
      },
    ];
    await send(response, form, question, sheets);
  };
}

function questionnairePage(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const question = asked(dependencies, request, response, 'statistics');
    const { year, language } = question;
    const answer = await questionnaireFor(dependencies, response, question);
    sendPage(request, response, {
      page: 'questionnaire',
      title: answer.questionnaire ?? message(language, 'statistics.questionnaire'),
      active: 'statistics',
      data: {
        ...frame(question, '/desk/statistics/questionnaire'),
        about: message(language, 'statistics.questionnaire.about', { year: String(year) }),
        questions: answer.questions.map(({ asks, basis, status, lines }) => ({
          asks: setSpaces(asks[language], language),
          basis: setSpaces(basis[language], language),
          unconfirmed: status === 'unconfirmed',
          lines: lines.map(({ label, value }) => ({
            label,
            value: typeof value === 'number' ? numberInWords(value, language) : (value ?? '–'),
          })),
        })),
      },
    });
  };
}

function questionnaireFile(dependencies: ApiDependencies, form: 'csv' | 'xlsx'): Handler {
  return async (request, response) => {
    const question = asked(dependencies, request, response, 'export');
    const { language } = question;
    const answer = await questionnaireFor(dependencies, response, question);
    const words = (key: string) => message(language, `statistics.${key}`);
    const rows = answer.questions.flatMap((one) => rowsOf(one, language, words('unconfirmed')));
    const sheet: Sheet = {
      name: words('questionnaire.sheet'),
      rows: [[words('question'), '', words('answer'), words('basis'), ''], ...rows],
    };
    await send(response, form, question, [sheet]);
  };
}

function rowsOf(
  { asks, basis, status, lines }: QuestionnaireAnswer['questions'][number],
  language: Language,
  unconfirmed: string,
): Sheet['rows'] {
  const shown = lines.length === 0 ? [{ label: null, value: null }] : lines;
  return shown.map(({ label, value }) => [
    setSpaces(asks[language], language),
    label ?? '',
    value,
    setSpaces(basis[language], language),
    status === 'unconfirmed' ? unconfirmed : '',
  ]);
}

/** The file is called as its first sheet: `optimco-2026-jaaropgave`. */
async function send(
  response: Response,
  form: 'csv' | 'xlsx',
  { procedure, year, language }: Asked,
  sheets: readonly [Sheet, ...Sheet[]],
): Promise<void> {
  const name = sheets[0].name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(' ', '-');
  const file = `${procedure.id}-${year}-${name}`;
  if (form === 'csv') sendCsv(response, file, sheets, language);
  else await sendXlsx(response, file, sheets);
}
