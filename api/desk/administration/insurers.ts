import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { isCivilDate } from '../../../procedures/civil-dates.ts';
import { civilDateAt } from '../../../procedures/zoned-time.ts';
import { languages } from '../../../register/complaint-content.ts';
import {
  changesOfInsurer,
  freeIdFor,
  InsurerChanged,
  insurersOn,
  type KnownInsurer,
  keepInsurer,
  knownInsurers,
} from '../../../register/insurers/insurers.ts';
import type { KeptInsurer } from '../../../register/insurers/tables.ts';
import { callerOf, everyFirm, requireMay, requireMaySomewhere } from '../../access/caller.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { notFound } from '../../problems/problems.ts';
import { type Handler, pathPart } from '../../requests/routes.ts';
import { emailAddress, line } from '../../schemas/text.ts';
import { type Faults, shownFaults } from '../access/form-faults.ts';
import { zoneOf } from '../access/zone.ts';
import { deskPage, formOf, languageOf, say, sendPage, tellNext } from '../pages.ts';
import { shortDay } from '../words/days.ts';

const path = '/desk/administration/insurers';

/**
 * Where insurers take complaints: over and beside the data file, with every change. They are the same for all firms of the house, so that
 * only who administers every firm changes them: complaints of the others go there too.
 */
export function insurerPages(dependencies: ApiDependencies): Router {
  const router = Router();
  deskPage(router, path, { get: list(dependencies) });
  deskPage(router, `${path}/new`, {
    get: (request, response) => sendForm(dependencies, request, response, undefined, {}),
    post: keep(dependencies),
  });
  deskPage(router, `${path}/:id`, {
    get: async (request, response) => {
      const insurer = await insurerInPath(dependencies, request, response);
      await sendForm(dependencies, request, response, insurer, typedOf(insurer));
    },
    post: keep(dependencies),
  });
  return router;
}

function list(dependencies: ApiDependencies): Handler {
  const { register, directory } = dependencies;
  return async (request, response) => {
    requireMaySomewhere(response, 'administer');
    const language = languageOf(request, response);
    const insurers = await knownInsurers(register.database, directory);
    const valid = new Set(insurersOn(insurers, civilDateAt(register.clock(), zoneOf(callerOf(response), dependencies))));
    sendPage(request, response, {
      page: 'insurers',
      title: say(request, response, 'insurers.title'),
      active: 'administration',
      data: {
        mayChange: callerOf(response).may('administer', everyFirm),
        insurers: insurers.map((insurer) => ({
          ...insurer,
          addressLines: insurer.address?.join(', '),
          languageWords: say(request, response, `insurers.language.${insurer.language ?? 'usual'}`),
          keptWords: say(request, response, `insurers.kept.${insurer.keptIn}`),
          isValid: valid.has(insurer),
          from: insurer.validFrom && shortDay(insurer.validFrom, language),
          until: insurer.validUntil && shortDay(insurer.validUntil, language),
        })),
      },
    });
  };
}

/** @throws Problem 403 for who does not administer every firm, 404 */
async function insurerInPath(
  { register, directory }: ApiDependencies,
  request: Request,
  response: Response,
): Promise<KnownInsurer> {
  requireMay(response, 'administer', everyFirm);
  const id = pathPart(request, 'id');
  const insurer = (await knownInsurers(register.database, directory)).find((one) => one.id === id);
  if (!insurer) throw notFound('There is no insurer of this id.');
  return insurer;
}

/** Keeps a new insurer, or a change of one that is there; its form comes back with what is wrong. */
function keep(dependencies: ApiDependencies): Handler {
  const { register, directory } = dependencies;
  return async (request, response) => {
    requireMay(response, 'administer', everyFirm);
    const typed = formOf(request);
    const isNew = request.path.endsWith('/new');
    const known = isNew ? undefined : await insurerInPath(dependencies, request, response);
    const { insurer, faults } = read(request, response, typed);
    if (Object.keys(faults).length > 0) return sendForm(dependencies, request, response, known, typed, { faults });
    const { actor } = callerOf(response);
    const all = await knownInsurers(register.database, directory);
    const id = known?.id ?? freeIdFor(insurer.name, new Set(all.map((one) => one.id)));
    const seen = known ? Number(typed['revision']) : 0;
    try {
      const change = { id, insurer, seen, actor, now: register.clock() };
      const { changed } = await register.database.transaction().execute((queries) => keepInsurer(queries, directory, change));
      tellNext(request, changed ? 'insurers.saved' : 'insurers.unchanged');
      response.redirect(303, path);
    } catch (fault) {
      if (!(fault instanceof InsurerChanged)) throw fault;
      const again = { ...typed, revision: String(fault.revision) };
      await sendForm(dependencies, request, response, known, again, { changedBy: fault.changedBy });
    }
  };
}

const schemas = {
  name: line(200),
  email: emailAddress(),
  address: z.array(line(100)).max(6),
  language: z.enum(languages),
  validFrom: z.string().refine(isCivilDate),
  validUntil: z.string().refine(isCivilDate),
};

function read(request: Request, response: Response, typed: Record<string, string>): { insurer: KeptInsurer; faults: Faults } {
  const faults: Faults = {};
  const wrong = (field: string, key = field) => {
    faults[field] ??= say(request, response, `insurers.error.${key}`);
  };
  const one = (field: keyof typeof schemas, value: unknown): unknown => {
    const result = schemas[field].safeParse(value);
    if (!result.success) wrong(field);
    return result.data;
  };
  const given = (field: 'email' | 'language' | 'validFrom' | 'validUntil') => {
    const value = (typed[field] ?? '').trim();
    return value === '' ? {} : { [field]: one(field, value) };
  };
  const lines = (typed['address'] ?? '').split(/\r?\n/).filter((text) => text.trim() !== '');
  const insurer = {
    name: one('name', typed['name'] ?? '') as string,
    ...given('email'),
    ...(lines.length === 0 ? {} : { address: one('address', lines) }),
    ...given('language'),
    ...given('validFrom'),
    ...given('validUntil'),
  } as KeptInsurer;
  if (lines.length === 0 && (typed['email'] ?? '').trim() === '') wrong('email', 'reachable');
  const { validFrom, validUntil } = insurer;
  if (validFrom !== undefined && validUntil !== undefined && validUntil < validFrom) wrong('validUntil');
  return { insurer, faults };
}

function typedOf({ name, email, address, language, validFrom, validUntil, revision }: KnownInsurer): Record<string, string> {
  return {
    name,
    email: email ?? '',
    address: address?.join('\n') ?? '',
    language: language ?? '',
    validFrom: validFrom ?? '',
    validUntil: validUntil ?? '',
    revision: String(revision),
  };
}

async function sendForm(
  dependencies: ApiDependencies,
  request: Request,
  response: Response,
  insurer: KnownInsurer | undefined,
  typed: Record<string, string>,
  { faults = {}, changedBy }: { faults?: Faults; changedBy?: string } = {},
): Promise<void> {
  requireMay(response, 'administer', everyFirm);
  const { register } = dependencies;
  const shown = shownFaults(request, response, insurer?.name ?? say(request, response, 'insurers.new'), faults);
  const changes = insurer ? await changesOfInsurer(register.database, insurer.id) : [];
  sendPage(request, response, {
    page: 'insurer',
    title: shown.title,
    status: changedBy === undefined ? shown.status : 409,
    active: 'administration',
    data: {
      ...shown.data,
      action: insurer ? `${path}/${insurer.id}` : `${path}/new`,
      typed,
      example: insurer?.example,
      changedBy,
      languages: ['', ...languages].map((value) => ({
        value,
        words: say(request, response, `insurers.language.${value === '' ? 'usual' : value}`),
        chosen: (typed['language'] ?? '') === value,
      })),
      isKnown: insurer !== undefined,
      zone: zoneOf(callerOf(response), dependencies),
      changes: changes.map(({ at, actor, before, after }) => ({
        at,
        actor,
        lines: differences(request, response, before, after),
      })),
    },
  });
}

const shownFields = ['name', 'email', 'address', 'language', 'validFrom', 'validUntil'] as const;

/** What a change changed, field by field: before and after. */
function differences(request: Request, response: Response, before: KeptInsurer | null, after: KeptInsurer) {
  const language = languageOf(request, response);
  const words = (insurer: KeptInsurer | null, field: (typeof shownFields)[number]): string => {
    const value = insurer?.[field];
    if (value === undefined) return '';
    if (field === 'language') return say(request, response, `insurers.language.${String(value)}`);
    if (field === 'validFrom' || field === 'validUntil') return shortDay(String(value), language);
    return Array.isArray(value) ? value.join(', ') : String(value);
  };
  return shownFields
    .map((field) => ({
      field: say(request, response, `insurers.${field}`),
      before: words(before, field),
      after: words(after, field),
    }))
    .filter((one) => one.before !== one.after);
}
