import type { Response } from 'express';
import { type Classification, classifiedAs } from '../../procedures/classification.ts';
import type { QuestionAnswer } from '../../procedures/questionnaires.ts';
import type { Procedure } from '../../procedures/schema.ts';
import { type CountedActions, countActions } from '../../register/actions/counted.ts';
import type { Language } from '../../register/complaint-content.ts';
import { knownInsurers } from '../../register/insurers/insurers.ts';
import type { Counted, Statistics } from '../../register/statistics/period-statistics.ts';
import { readStatistics } from '../../register/statistics/statistics.ts';
import { callerOf } from '../access/caller.ts';
import { viewerWith } from '../access/viewer-with.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { QuestionnaireAnswer } from '../schemas/statistics.ts';
import { daysOfYear } from './read.ts';
import { amountInWords, nameOfId, shareInWords, wordsOf } from './words.ts';

type Line = QuestionnaireAnswer['questions'][number]['lines'][number];

/** What questions are answered from. */
interface Sources {
  statistics: Statistics;
  openBefore: number;
  actions: CountedActions;
  classification: Classification;
  insurers: ReadonlyMap<string, string>;
  language: Language;
}

/** The questions of the supervisor of a firm's country about a year, answered from the register. */
export async function questionnaireFor(
  { register, questionnaires, classification, directory }: ApiDependencies,
  response: Response,
  { procedure, year, language }: { procedure: Procedure; year: number; language: Language },
): Promise<QuestionnaireAnswer> {
  const questionnaire = questionnaires.find(({ country }) => country === procedure.firm.country);
  const viewer = viewerWith(callerOf(response), 'statistics');
  const { from, to, before } = daysOfYear(year);
  const { database } = register;
  const firms = [procedure.id];
  const sources: Sources = {
    statistics: await readStatistics(database, { viewer, firms, from, to }),
    openBefore: (await readStatistics(database, { viewer, firms, from: before, to: before })).open,
    actions: await countActions(database, { viewer, firms, from, to }),
    classification,
    insurers: new Map((await knownInsurers(database, directory)).map(({ id, name }) => [id, name])),
    language,
  };
  return {
    procedure: procedure.id,
    year,
    questionnaire: questionnaire?.name[language] ?? null,
    questions: (questionnaire?.questions ?? []).map(({ answer, asks, basis, source, status }) => ({
      id: answer,
      asks,
      basis,
      source,
      status,
      lines: linesOf(answer, sources),
    })),
  };
}

function linesOf(answer: QuestionAnswer, sources: Sources): Line[] {
  const { statistics, openBefore, actions, language } = sources;
  const words = wordsOf(language);
  switch (answer) {
    case 'received':
      return [only(statistics.received)];
    case 'open-before':
      return [only(openBefore)];
    case 'closed':
      return [only(statistics.closed)];
    case 'open-after':
      return [only(statistics.open)];
    case 'by-channel':
      return named(statistics.byChannel, 'channels', sources);
    case 'by-product':
      return named(statistics.byProduct, 'products', sources);
    case 'by-reason':
      return named(statistics.byReason, 'reasons', sources);
    case 'by-insurer':
      return named(statistics.byInsurer, 'insurers', sources);
    case 'by-outcome':
      return [...named(statistics.byOutcome, 'outcomes', sources), ...named(withoutAnswer(statistics), 'closures', sources)];
    case 'acknowledged-in-time':
      return timelinessLines('acknowledgement', sources);
    case 'answered-in-time':
      return timelinessLines('answer', sources);
    case 'treatment':
      return [
        { label: words.median, value: statistics.treatment.median },
        { label: words.ninetieth, value: statistics.treatment.ninetiethPercentile },
      ];
    case 'mediation':
      return statistics.mediation.length === 0 ? [only(0)] : named(statistics.mediation, 'mediation', sources);
    case 'disagreed':
      return [only(statistics.disagreed)];
    case 'redress':
      return statistics.redress.length === 0
        ? [only(0)]
        : statistics.redress.map(({ kind, currency, cents, complaints }) => ({
            label: `${words.redress[kind]} (${complaints})`,
            value: amountInWords(cents, currency, language),
          }));
    case 'actions':
      return [
        { label: words.actionsOpened, value: actions.opened },
        { label: words.actionsDone, value: actions.done },
        { label: words.actionsEffective, value: actions.effective },
        { label: words.actionsNotEffective, value: actions.notEffective },
      ];
  }
}

function only(value: number): Line {
  return { label: null, value };
}

function withoutAnswer({ byClosure }: Statistics): Counted[] {
  return byClosure.filter(({ id }) => id !== 'answered' && id !== null);
}

type Named = 'channels' | 'products' | 'reasons' | 'insurers' | 'outcomes' | 'closures' | 'mediation';

function named(counted: readonly Counted[], what: Named, { classification, insurers, language }: Sources): Line[] {
  const nameOf = (id: string): string => {
    if (what === 'products' || what === 'reasons') return classifiedAs(classification, what, id, language);
    return what === 'insurers' ? (insurers.get(id) ?? id) : nameOfId(what, id, language);
  };
  return counted.map(({ id, count }) => ({ label: id === null ? wordsOf(language).notKnown : nameOf(id), value: count }));
}

function timelinessLines(duty: 'acknowledgement' | 'answer', { statistics, language }: Sources): Line[] {
  const words = wordsOf(language);
  return statistics.timeliness
    .filter((one) => one.duty === duty)
    .map(({ source, inTime, late }) => ({
      label: words.sources[source],
      value: `${inTime} / ${inTime + late} (${shareInWords(inTime, inTime + late, language)})`,
    }));
}
