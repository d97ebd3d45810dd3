import { parseDocument } from 'yaml';
import { newComplaint } from '../api/complaints/intake.ts';
import { Problem } from '../api/problems/problem.ts';
import { readFields } from '../api/requests/read-fields.ts';
import { complaintBody } from '../api/schemas/complaint-body.ts';
import { addCalendarDays, addMonths } from '../procedures/civil-dates.ts';
import type { Procedures } from '../procedures/load-procedures.ts';
import type { Procedure } from '../procedures/schema.ts';
import { civilDateAt, instantAt } from '../procedures/zoned-time.ts';
import type { Language } from '../register/complaint-content.ts';
import type { NewComplaint } from '../register/complaints.ts';
import { type ComplaintKind, complaintKinds } from '../workflows/domain/complaint.ts';
import type { CivilDate, Instant } from '../workflows/domain/time.ts';
import { ordinaryComplaint, withOrdinaryTexts } from './made-up-texts.ts';
import { inFirmsZone, momentForms, periodForms, readMoment, readMomentFrom } from './moments.ts';
import { type EventBody, type ScenarioBody, scenarioSchema } from './scenario-schema.ts';

/** A complaint's story, ready to be told. */
export interface Scenario {
  /** The name of its file, without the ending. */
  name: string;
  title: string;
  procedure: Procedure;
  complaint: NewComplaint;
  receivedAt: Instant;
  registeredAt: Instant;
  /** In the order of time. */
  events: ScenarioEvent[];
  /** When the simulation ends, at the latest; `given` where the scenario says so. */
  until: { at: Instant; given: boolean };
}

export type ScenarioEvent = Omit<EventBody, 'at'> & {
  at: Instant;
  /** The texts that the scenario leaves out. */
  madeUp: string[];
};

/** What is wrong in scenarios, a line each: the file, the place in it, and what is allowed. */
export class ScenarioMistakes extends Error {
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.name = 'ScenarioMistakes';
    this.lines = lines;
  }
}

/** Who registers and decides, for the journal. */
export const actor = 'simulator';

/** So long a simulation goes on at most, in months, where the scenario says nothing; twenty years where it does. */
const longestUnsaid = 12;
const longest = 240;
const tooFarAhead = 'lies too far ahead; allowed: twenty years';
/** So long it goes on after the last event at least, to show what comes of it. */
const daysAfterTheLastEvent = 14;

/**
 * Reads a scenario.
 *
 * @param file its name as it is told of mistakes
 * @param text YAML, or JSON
 * @throws ScenarioMistakes
 */
export function readScenario(file: string, text: string, procedures: Procedures): Scenario {
  const document = parseDocument(text, { prettyErrors: false });
  if (document.errors.length > 0)
    throw new ScenarioMistakes(document.errors.map(({ message }) => `${file}: is no YAML: ${message.split('\n')[0]}`));
  const reading = new Reading(file, procedures);
  try {
    return reading.read(document.toJS());
  } catch (fault) {
    if (!(fault instanceof Problem)) throw fault;
    const errors = fault.extensions.errors ?? [{ path: '', message: fault.detail ?? fault.message }];
    throw new ScenarioMistakes(errors.map(({ path, message }) => reading.mistake(path, message)));
  }
}

interface Beginning {
  receivedAt: Instant;
  registeredAt: Instant;
  timeZone: string;
}

class Reading {
  readonly #file: string;
  readonly #procedures: Procedures;

  constructor(file: string, procedures: Procedures) {
    this.#file = file;
    this.#procedures = procedures;
  }

  mistake(path: string, message: string): string {
    return path === '' ? `${this.#file}: ${message}` : `${this.#file}: ${path}: ${message}`;
  }

  read(given: unknown): Scenario {
    const procedure = this.#procedureOf(given);
    const { body, madeUp } = completed(given, procedure);
    const scenario = readFields(scenarioSchema, body);
    const { timeZone } = procedure.firm;
    const receivedAt = this.#moment('complaint.received', scenario.complaint.received, timeZone);
    const registered = scenario.complaint.registered;
    const registeredAt = registered === undefined ? receivedAt : this.#moment('complaint.registered', registered, timeZone);
    if (registeredAt < receivedAt)
      this.#refuse('complaint.registered', "is earlier than 'received'; allowed: the same moment or later");
    const events = this.#events(scenario, madeUp, { receivedAt, registeredAt, timeZone });
    return {
      name: nameOf(this.#file),
      title: scenario.title ?? nameOf(this.#file),
      procedure,
      complaint: this.#complaint(scenario, procedure, receivedAt, registeredAt),
      receivedAt,
      registeredAt,
      events: events.toSorted((one, other) => one.at - other.at),
      until: this.#until(scenario, events, { receivedAt, registeredAt, timeZone }),
    };
  }

  #procedureOf(given: unknown): Procedure {
    const id = fieldsOf(given)['procedure'];
    const procedure = typeof id === 'string' ? this.#procedures.get(id) : undefined;
    if (procedure) return procedure;
    const known = this.#procedures.all().map((one) => one.id);
    return this.#refuse('procedure', `${id === undefined ? 'is missing' : 'is not known'}; allowed: ${known.join(', ')}`);
  }

  /** Checks the complaint as the API would, at the moment of its registration. */
  #complaint({ complaint }: ScenarioBody, procedure: Procedure, receivedAt: Instant, registeredAt: Instant): NewComplaint {
    const { registered: _, ...fields } = complaint;
    const received = inFirmsZone(receivedAt, procedure.firm.timeZone);
    try {
      const body = readFields(complaintBody, { ...fields, procedure: procedure.id, received });
      return newComplaint(body, procedure, { now: registeredAt, actor, earlier: undefined });
    } catch (fault) {
      if (!(fault instanceof Problem)) throw fault;
      const errors = fault.extensions.errors ?? [];
      throw new ScenarioMistakes(errors.map(({ path, message }) => this.mistake(`complaint.${path}`, message)));
    }
  }

  /** In the order of the file. */
  #events({ events }: ScenarioBody, madeUp: string[][], { receivedAt, registeredAt, timeZone }: Beginning): ScenarioEvent[] {
    return events.map(({ at, ...event }, place): ScenarioEvent => {
      const path = `events.${place}.at`;
      const instant = this.#momentFrom(path, at, receivedAt, timeZone);
      if (instant < registeredAt) this.#refuse(path, 'is earlier than the registration of the complaint');
      return { ...event, at: instant, madeUp: madeUp[place] ?? [] };
    });
  }

  /** No event lies after the end: a story leaves nothing out without a word. */
  #until({ until }: ScenarioBody, events: ScenarioEvent[], { receivedAt, registeredAt, timeZone }: Beginning): Scenario['until'] {
    const endOf = (day: CivilDate) => instantAt(day, '23:59', 0, timeZone);
    const last = (months: number) => endOf(addMonths(civilDateAt(registeredAt, timeZone), months));
    const given = until !== undefined;
    const latest = given ? this.#momentFrom('until', until, receivedAt, timeZone) : last(longest);
    if (latest < registeredAt) this.#refuse('until', 'is earlier than the registration of the complaint');
    if (latest > last(longest)) this.#refuse('until', tooFarAhead);
    const after = events.findIndex(({ at }) => at > latest);
    if (after >= 0) {
      const end = inFirmsZone(latest, timeZone);
      this.#refuse(`events.${after}.at`, given ? `lies after 'until'; allowed: ${end} at the latest` : tooFarAhead);
    }
    if (given) return { at: latest, given };
    const toSee = events.map(({ at }) => endOf(addCalendarDays(civilDateAt(at, timeZone), daysAfterTheLastEvent)));
    return { at: Math.max(last(longestUnsaid), ...toSee), given };
  }

  #moment(path: string, value: string, timeZone: string): Instant {
    return readMoment(value, timeZone) ?? this.#refuse(path, `is no moment; allowed: ${momentForms}`);
  }

  #momentFrom(path: string, value: string, received: Instant, timeZone: string): Instant {
    const instant = readMomentFrom(value, received, timeZone);
    return instant ?? this.#refuse(path, `is no moment; allowed: ${momentForms}; or ${periodForms}`);
  }

  #refuse(path: string, message: string): never {
    throw new ScenarioMistakes([this.mistake(path, message)]);
  }
}

/** The scenario with the texts that it leaves out; it may still be wrong in any other way. */
function completed(given: unknown, procedure: Procedure): { body: unknown; madeUp: string[][] } {
  const fields = fieldsOf(given);
  const complaint = fieldsOf(fields['complaint']);
  const language = languageOf(complaint, procedure);
  const { country, timeZone } = procedure.firm;
  const received = typeof complaint['received'] === 'string' ? readMoment(complaint['received'], timeZone) : undefined;
  let kind = kindOf(complaint['kind']) ?? 'classic';
  const events = (Array.isArray(fields['events']) ? fields['events'] : []).map((event) => {
    const body = fieldsOf(event);
    const at = typeof body['at'] === 'string' ? readMomentFrom(body['at'], received ?? 0, timeZone) : undefined;
    return { body, at: at ?? 0, madeUp: [] as string[] };
  });
  // A decision may change the complaint's kind for those after it, wherever they stand in the file.
  for (const event of events.toSorted((one, other) => one.at - other.at)) {
    kind = kindOf(fieldsOf(event.body['decision'])['as']) ?? kind;
    Object.assign(event, withTexts(event.body, { language, kind, on: civilDateAt(event.at, timeZone) }));
  }
  const isList = Array.isArray(fields['events']);
  return {
    body: {
      ...fields,
      ...('complaint' in fields ? { complaint: ordinaryComplaint(complaint, language, country) } : {}),
      ...(isList ? { events: events.map(({ body }) => body) } : {}),
    },
    madeUp: events.map(({ madeUp }) => madeUp),
  };
}

function withTexts(event: Record<string, unknown>, circumstances: Parameters<typeof withOrdinaryTexts>[1]) {
  const madeUp: string[] = [];
  const parts = ['decision', 'escalation', 'received'].filter((part) => event[part] !== undefined);
  const texts = parts.map((part) => {
    const whole = withOrdinaryTexts(event[part], circumstances);
    madeUp.push(...whole.madeUp);
    return [part, whole.body] as const;
  });
  return { body: { ...event, ...Object.fromEntries(texts) }, madeUp };
}

function languageOf(complaint: Record<string, unknown>, { firm }: Procedure): Language {
  return firm.languages.find((language) => language === complaint['language']) ?? firm.languages[0] ?? 'fr';
}

function kindOf(value: unknown): ComplaintKind | undefined {
  return complaintKinds.find((kind) => kind === value);
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** `late-answer` of `test/scenarios/late-answer.yaml`. */
function nameOf(file: string): string {
  return (file.split(/[\\/]/).at(-1) ?? file).replace(/\.(ya?ml|json)$/, '');
}
