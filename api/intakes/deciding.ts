import { holdComplaint } from '../../register/complaints.ts';
import {
  completeIntake,
  confirmIntake,
  endIntake,
  giveToComplaint,
  type IntakeStep,
  moveIntake,
  takeUpIntake,
} from '../../register/intakes/course.ts';
import { type KnownIntake, readIntake } from '../../register/intakes/intakes.ts';
import { acceptWithin } from '../../register/messages.ts';
import { rulebook } from '../../register/procedure-rules.ts';
import type { Queries } from '../../register/register.ts';
import { doOnce, type RequestKey } from '../../register/request-keys.ts';
import { versionSeenBy } from '../../register/viewer.ts';
import type { Refusal } from '../../workflows/domain/messages.ts';
import { type Caller, mustMay } from '../access/caller.ts';
import { readMoment } from '../complaints/moments.ts';
import { procedureFor, registerFromBody } from '../complaints/registering.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { Problem } from '../problems/problem.ts';
import { invalidFields, notAllowedNow, notFound } from '../problems/problems.ts';
import { readFields } from '../requests/read-fields.ts';
import { complaintBody } from '../schemas/complaint-body.ts';
import type { IntakeDecision } from '../schemas/intakes.ts';
import { given } from '../schemas/text.ts';

/** Who decides on an intake, and what they had seen of it. */
export interface Deciding {
  caller: Caller;
  requestKey?: RequestKey | undefined;
  /** The number of the last row of its course that they saw. */
  seen?: number | undefined;
}

type Decision<Name extends IntakeDecision['decision']> = Extract<IntakeDecision, { decision: Name }>;

/**
 * Does with an intake what staff decided; when it returns, that is kept. The API and the desk both come here.
 *
 * @returns the complaint that it became or belongs to from now on, where there is one
 * @throws Problem 404, 403, 409, 422
 * @throws IntakeDecided, IntakeChanged, KeyUsedOtherwise
 */
export async function decideIntake(
  dependencies: ApiDependencies,
  id: string,
  decision: IntakeDecision,
  deciding: Deciding,
): Promise<{ reference?: string; repeated: boolean }> {
  const { database } = dependencies.register;
  const intake = await readIntake(database, id, deciding.caller.viewer);
  if (!intake) throw noSuchIntake();
  mustDecide(deciding.caller, intake, decision);
  if (decision.decision === 'register' || decision.decision === 'answer-as-no-complaint')
    return registered(dependencies, intake, decision, deciding);
  const { made, repeated } = await doOnce(dependencies.register, deciding.requestKey, {
    about: { intake: id },
    work: (queries) => decideWithin(dependencies, queries, intake, decision, deciding),
  });
  return { ...made, repeated };
}

/** 404: there is none, or none that the caller may see. */
export function noSuchIntake(): Problem {
  return notFound('There is no intake of this id.');
}

/** One whose firm nobody knows is for those who register for every firm. */
function mustDecide(caller: Caller, { row }: KnownIntake, { decision }: IntakeDecision): void {
  mustMay(caller, decision === 'take-up-again' ? 'decide' : 'register', row.procedure ?? '*');
}

type OtherDecision = Exclude<IntakeDecision, Decision<'register'> | Decision<'answer-as-no-complaint'>>;

async function decideWithin(
  dependencies: ApiDependencies,
  queries: Queries,
  intake: KnownIntake,
  decision: OtherDecision,
  { caller, seen }: Deciding,
): Promise<{ reference?: string }> {
  const step = stepOf(dependencies, intake, caller, seen);
  switch (decision.decision) {
    case 'confirm':
      await confirmIntake(queries, step);
      return {};
    case 'complete': {
      const procedure = firmNamed(dependencies, intake, decision.procedure, caller);
      await completeIntake(queries, step, { fields: decision.fields, procedure });
      return {};
    }
    case 'redirect':
      await moveIntake(queries, step, otherFirm(dependencies, intake, decision.procedure));
      return {};
    case 'hand-over': {
      const { desk, handedTo, statement } = decision;
      await endIntake(queries, step, { as: 'redirected', statement: { statement, desk, handedTo } });
      return {};
    }
    case 'not-a-complaint':
      await endIntake(queries, step, { as: 'not-a-complaint', statement: { statement: decision.statement } });
      return {};
    case 'take-up-again':
      await takeUpIntake(queries, step, { statement: decision.statement });
      return {};
    case 'link-as-duplicate': {
      const { reference } = decision;
      await knownComplaint(queries, intake, reference, caller);
      await holdComplaint(queries, reference);
      await giveToComplaint(queries, step, { as: 'duplicate', reference });
      return { reference };
    }
    case 'add-to-complaint':
      return added(dependencies, queries, intake, decision, { step, caller });
  }
}

function stepOf({ register }: ApiDependencies, { row }: KnownIntake, caller: Caller, seen: number | undefined): IntakeStep {
  return { intake: row.id, actor: caller.actor, now: register.clock(), seen };
}

/** What came in is received by the complaint as if it had been sent there. */
async function added(
  { register, library }: ApiDependencies,
  queries: Queries,
  intake: KnownIntake,
  { reference, what, text }: Decision<'add-to-complaint'>,
  { step, caller }: { step: IntakeStep; caller: Caller },
): Promise<{ reference: string }> {
  const version = await knownComplaint(queries, intake, reference, caller);
  const words = given(text) ?? intake.message?.text ?? intake.fields.reason;
  const acceptance = await acceptWithin(
    queries,
    {
      reference,
      message: { signal: 'receive', body: { what } },
      texts: words === undefined ? {} : { text: words },
      actor: caller.actor,
    },
    rulebook(await library.version(version)),
    { now: register.clock() },
  );
  if (!acceptance.accepted) throw refused(acceptance.reason);
  await giveToComplaint(queries, step, { as: 'information', reference, detail: { what, message: acceptance.id } });
  return { reference };
}

function refused(reason: Refusal): Problem {
  return notAllowedNow(reason, []);
}

/** The version of the procedure that a complaint of the same firm keeps. @throws Problem 422 where there is none that they may see */
async function knownComplaint(queries: Queries, { row }: KnownIntake, reference: string, caller: Caller): Promise<string> {
  const version = await versionSeenBy(queries, caller.viewer, reference);
  const firm = version?.split('@')[0];
  if (version !== undefined && firm !== undefined && (row.procedure ?? firm) === firm) {
    mustMay(caller, 'register', firm);
    return version;
  }
  throw invalidFields([{ path: 'reference', code: 'no-reference', message: 'is the reference of no complaint of this firm' }]);
}

/** The firm that the intake has, or gets now. @throws Problem 422 */
function firmNamed(dependencies: ApiDependencies, { row }: KnownIntake, named: string | undefined, caller: Caller) {
  const wanted = given(named) ?? row.procedure;
  if (wanted === null) return undefined;
  if (row.procedure !== null && wanted !== row.procedure)
    throw invalidFields([{ path: 'procedure', code: 'other-firm', message: "is another firm's: redirect the intake first" }]);
  return procedureFor(dependencies, wanted, caller);
}

/** Whoever has an intake may give it to any firm of the house, also to one whose complaints they do not see. @throws Problem 422 */
function otherFirm({ library }: ApiDependencies, { row }: KnownIntake, id: string) {
  const procedure = library.inForce(id);
  if (procedure && id !== row.procedure) return procedure;
  const others = library.allInForce().filter((one) => one.id !== row.procedure);
  throw invalidFields([
    {
      path: 'procedure',
      code: 'same-firm',
      message: `is not another firm of the house; allowed: ${others.map((one) => one.id).join(', ')}`,
    },
  ]);
}

/** The intake becomes a complaint, and is answered at once as none where staff say so: its sender learns why, and how to contest that. */
async function registered(
  dependencies: ApiDependencies,
  intake: KnownIntake,
  decision: Decision<'register'> | Decision<'answer-as-no-complaint'>,
  { caller, requestKey, seen }: Deciding,
): Promise<{ reference: string; repeated: boolean }> {
  const procedure = firmNamed(dependencies, intake, decision.procedure, caller);
  if (!procedure) throw invalidFields([{ path: 'procedure', code: 'missing', message: 'is missing: say which firm it is for' }]);
  const body = readComplaint(dependencies, intake, decision, procedure);
  return registerFromBody(dependencies, body, {
    caller,
    requestKey,
    byFile: true,
    also: async (queries, reference) => {
      // What was read of it is what is registered: nobody may have completed it meanwhile.
      const step = stepOf(dependencies, intake, caller, seen ?? intake.events.at(-1)?.number);
      await giveToComplaint(queries, step, { as: 'registered', reference });
      if (decision.decision === 'answer-as-no-complaint') {
        const { statement, reasons, whoAnswers } = decision;
        const acceptance = await acceptWithin(
          queries,
          {
            reference,
            message: { signal: 'decide', body: { decision: 'classify', as: 'not-a-complaint' } },
            texts: { statement, reasons, whoAnswers },
            actor: caller.actor,
          },
          rulebook(procedure),
          { now: step.now },
        );
        if (!acceptance.accepted) throw refused(acceptance.reason);
      }
    },
  });
}

/** Reads the intake as a complaint; what is wrong bears the names of its own fields. @throws Problem 422 */
function readComplaint(
  { register }: ApiDependencies,
  { row, fields }: KnownIntake,
  decision: Decision<'register'> | Decision<'answer-as-no-complaint'>,
  procedure: { id: string; firm: { timeZone: string } },
) {
  const received = decision.received ?? row.received_at.toISOString();
  const moment = readMoment(received, procedure.firm.timeZone, register.clock());
  if (moment !== undefined && moment.instant > row.received_at.getTime())
    throw invalidFields([
      {
        path: 'received',
        code: 'after-arrival',
        message: `is after ${row.received_at.toISOString()}, when it arrived: the clock runs from there`,
      },
    ]);
  const given = withoutBlanks({ ...(decision.fields ?? fields) });
  return readFields(complaintBody, { ...given, procedure: procedure.id, channel: row.channel, received });
}

/** A form sends empty fields; what is left blank is not said. */
function withoutBlanks(fields: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]: [string, unknown]): [string, unknown][] => {
      if (value === undefined || value === '') return [];
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[name, value]];
      const within = withoutBlanks(value);
      return Object.keys(within).length === 0 ? [] : [[name, within]];
    }),
  );
}
