import { type Request, type Response, Router } from 'express';
import type { Procedure } from '../../../procedures/schema.ts';
import { civilDateAt } from '../../../procedures/zoned-time.ts';
import { knownInsurers } from '../../../register/insurers/insurers.ts';
import { callerOf, requireMaySomewhere } from '../../access/caller.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import type { Handler } from '../../requests/routes.ts';
import { statisticsQuery } from '../../schemas/statistics.ts';
import { statisticsFor } from '../../statistics/read.ts';
import { deskPage, languageOf, say, sendPage } from '../pages.ts';
import { fullDay } from '../words/days.ts';
import { reportPages } from './reports.ts';
import { statisticsView } from './view.ts';

/** Statistics, and the reports of a year. */
export function statisticsPages(dependencies: ApiDependencies): Router {
  const router = Router();
  deskPage(router, '/desk/statistics', { get: statistics(dependencies) });
  router.use(reportPages(dependencies));
  return router;
}

/** The firms whose figures somebody may read. */
function statisticsFirms({ library }: Pick<ApiDependencies, 'library'>, response: Response): Procedure[] {
  requireMaySomewhere(response, 'statistics');
  const caller = callerOf(response);
  return library.allInForce().filter(({ id }) => caller.may('statistics', id));
}

function statistics(dependencies: ApiDependencies): Handler {
  const { register, classification, directory } = dependencies;
  return async (request, response) => {
    const firms = statisticsFirms(dependencies, response);
    const language = languageOf(request, response);
    const { query, wrong } = asked(request, firms);
    const answer = await statisticsFor(dependencies, response, query);
    const insurers = await knownInsurers(register.database, directory);
    const naming = {
      language,
      classification,
      insurers: new Map(insurers.map(({ id, name }) => [id, name])),
      firms: new Map(firms.map(({ id, firm }) => [id, firm.name])),
    };
    const today = civilDateAt(register.clock(), firms[0]?.firm.timeZone ?? 'UTC');
    const chosen = query.procedure === undefined ? '' : String(query.procedure);
    sendPage(request, response, {
      page: 'statistics',
      title: say(request, response, 'statistics.title'),
      active: 'statistics',
      data: {
        ...statisticsView(answer, naming, chosen === '' ? undefined : [chosen]),
        wrong,
        nothing: answer.received + answer.closed + answer.open === 0,
        from: answer.from.slice(0, 7),
        to: answer.to.slice(0, 7),
        words: say(request, response, 'statistics.from_to', {
          from: fullDay(answer.from, language),
          to: fullDay(answer.to, language),
        }),
        firms: firms.map(({ id, firm }) => ({ id, name: firm.name, chosen: id === chosen })),
        severalFirms: firms.length > 1,
        presets: presets(today, chosen, answer, (key) => say(request, response, `statistics.${key}`)),
        reportFirm: chosen || (firms[0]?.id ?? ''),
      },
    });
  };
}

/** What the address asks for; what it says wrongly counts as left out, since people change addresses by hand. */
function asked(
  request: Request,
  firms: readonly Procedure[],
): { query: { procedure?: string; from?: string; to?: string }; wrong: boolean } {
  const one = (name: string) => (typeof request.query[name] === 'string' ? request.query[name] : '');
  const procedure = firms.some(({ id }) => id === one('procedure')) ? { procedure: one('procedure') } : {};
  const given = {
    ...(one('from') === '' ? {} : { from: one('from') }),
    ...(one('to') === '' ? {} : { to: one('to') }),
  };
  const result = statisticsQuery.safeParse({ ...procedure, ...given });
  return result.success ? { query: { ...procedure, ...given }, wrong: false } : { query: procedure, wrong: true };
}

function presets(today: string, firm: string, shown: { from: string; to: string }, words: (key: string) => string) {
  const month = today.slice(0, 7);
  const year = Number(today.slice(0, 4));
  const elevenBefore = `${Number(month.slice(5)) === 12 ? year : year - 1}-${String((Number(month.slice(5)) % 12) + 1).padStart(2, '0')}`;
  const all = [
    { label: words('thisMonth'), from: month, to: month },
    { label: words('thisYear'), from: `${year}-01`, to: month },
    { label: words('lastYear'), from: `${year - 1}-01`, to: `${year - 1}-12` },
    { label: words('last12'), from: elevenBefore, to: month },
  ];
  return all.map(({ label, from, to }) => ({
    label,
    current: shown.from.slice(0, 7) === from && shown.to.slice(0, 7) === to,
    href: `/desk/statistics?${new URLSearchParams({ ...(firm === '' ? {} : { procedure: firm }), from, to }).toString()}`,
  }));
}
