import type { Request, Response } from 'express';
import { type ClassificationEntry, offered } from '../../procedures/classification.ts';
import type { Procedure } from '../../procedures/schema.ts';
import { civilDateAt } from '../../procedures/zoned-time.ts';
import type { Language } from '../../register/complaint-content.ts';
import { type DraftBudget, usualDraftBudget } from '../../register/draft-budget.ts';
import { type Draft, draftLife, readDraft } from '../../register/drafts.ts';
import { listWaitingFiles, type WaitingFile } from '../../register/waiting-files.ts';
import type { CivilDate, Instant } from '../../workflows/domain/time.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { cookieIn, setCookie } from '../public/cookies.ts';
import { languageFor } from '../public/pages.ts';
import { Gate } from './gate.ts';
import type { Answers } from './questions.ts';
import { type FormRates, usualRates } from './rates.ts';
import { type FormToken, readToken } from './token.ts';

/** What is kept of a form that was not sent yet. */
export interface DraftContent {
  answers: Answers;
  /** True where a field that nobody sees was filled in. */
  trapped: boolean;
  /** What is to be said at the top of its pages until it is sent. */
  notices: DraftNotice[];
}

/** Its accents may be wrong; something was sent from its page before; its page was open for longer than a draft is kept. */
export type DraftNotice = 'foreign' | 'again' | 'outdated';

/** Who is at the form, and with what. */
export interface Visit {
  procedure: Procedure;
  page: Language;
  now: Instant;
  /** In the firm's zone. */
  today: CivilDate;
  products: ClassificationEntry[];
}

/** What the form's page and the check page show of what was typed. */
export interface Shown {
  request: Request;
  response: Response;
  answers: Answers;
  /** As the page carries it. */
  token: string;
  files?: readonly WaitingFile[];
  notices?: readonly DraftNotice[];
}

/** So many forms work at a time, and so many may wait for them: the register's connections are everybody's. */
const places = 4;
const mostWaiting = 1_000;

/** The form of all firms, and what is open in it. */
export class Form {
  readonly dependencies: ApiDependencies;
  readonly rates: FormRates;
  readonly budget: DraftBudget;
  readonly gate = new Gate(places, mostWaiting);

  constructor(dependencies: ApiDependencies) {
    this.dependencies = dependencies;
    this.rates = dependencies.formRates ?? usualRates;
    this.budget = dependencies.draftBudget ?? usualDraftBudget;
  }

  /** @param chosen a language that a button asks for; left out, that of the address or of the visits before */
  visit(procedure: Procedure, request: Request, response: Response, chosen?: Language): Visit {
    const { register, classification } = this.dependencies;
    const now = register.clock();
    const today = civilDateAt(now, procedure.firm.timeZone);
    return {
      procedure,
      page: chosen ?? languageFor(request, response, procedure.firm.languages[0] ?? 'fr'),
      now,
      today,
      products: offered(classification, 'products', today),
    };
  }

  /** The form that this browser has open, and what was kept of it. */
  async open(
    { procedure, now }: Visit,
    request: Request,
  ): Promise<{ token: FormToken; draft: Draft<DraftContent> | undefined } | undefined> {
    const { database } = this.dependencies.register;
    const token = await readToken(database, procedure.id, cookieIn(request, cookieOf(procedure)));
    if (token === undefined) return undefined;
    return { token, draft: await this.draftOf(procedure, token, now) };
  }

  /** What was kept under a token. */
  async draftOf(procedure: Procedure, { draft: id }: FormToken, now: Instant): Promise<Draft<DraftContent> | undefined> {
    const draft = await readDraft<DraftContent>(this.dependencies.register.database, id, now);
    return draft?.procedure === procedure.id ? draft : undefined;
  }

  filesOf({ draft }: FormToken): Promise<WaitingFile[]> {
    return listWaitingFiles(this.dependencies.register.database, { draft });
  }

  /** This browser finds the form again, for as long as its draft is kept. */
  remember(procedure: Procedure, request: Request, response: Response, { text }: FormToken): void {
    setCookie(request, response, { name: cookieOf(procedure), value: text, seconds: draftLife / 1_000 });
  }

  /** False where the browser did not bring back what the form's page gave it: then no page can lead on to another. */
  keepsCookies(procedure: Procedure, request: Request): boolean {
    return cookieIn(request, cookieOf(procedure)) !== undefined;
  }

  forget(procedure: Procedure, request: Request, response: Response): void {
    setCookie(request, response, { name: cookieOf(procedure), value: '', seconds: 0 });
  }
}

function cookieOf({ id }: Procedure): string {
  return `doleance-form-${id}`;
}

/** Where the pages of a firm's form are. */
export function pathOf({ id }: Procedure, page: '' | '/form' | '/check' | '/sent' = ''): string {
  return `/${id}/complaint${page}`;
}
