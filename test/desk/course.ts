import { randomUUID } from 'node:crypto';
import type { Language } from '../../letters/letter.ts';
import { composeMessage } from '../../letters/mime.ts';
import { isNeedless } from '../../letters/writing/needless.ts';
import { letterSources } from '../../letters/writing/sources.ts';
import { writeLetter } from '../../letters/writing/write.ts';
import { loadRecourseDirectory, type RecourseDirectory } from '../../procedures/recourse.ts';
import { civilDateAt } from '../../procedures/zoned-time.ts';
import { recordBreach } from '../../register/breaches.ts';
import { type KnownComplaint, readComplaint } from '../../register/complaints.ts';
import { announceNewDate, closeAsNeverWritten, closeComplaint } from '../../register/course.ts';
import { recordLetterSent } from '../../register/evidence.ts';
import { findLetter, keepLetter } from '../../register/letters.ts';
import { type DutyName, type DutyStatus, isOpen } from '../../workflows/domain/duties.ts';
import { isNotTreatedFurther } from '../../workflows/domain/ending.ts';
import type { LetterKind } from '../../workflows/domain/letters.ts';
import { hasLaterPromise, partAnsweredBy, resultOf, wasAnswered } from '../../workflows/domain/parts.ts';
import type { Instant } from '../../workflows/domain/time.ts';
import type { ApiUnderTest } from '../api/api-server.ts';
import { applyAccepted } from '../api/drive.ts';

/** A thing that Doléance does by itself, and when. */
interface Act {
  at: Instant;
  /** Tells it apart: everything is done once. */
  name: string;
  do(): Promise<unknown>;
}

/** How long a letter takes from the decision to the mail server, in milliseconds. */
const aMoment = 4_000;

/**
 * The course of complaints without Temporal: what the workflow does by itself as the days go by, with the letters that the product
 * writes. Good for pages to look at; what the workflow really does is held by its own tests.
 */
export class Course {
  readonly #api: Pick<ApiUnderTest, 'register' | 'library' | 'setClock'>;
  readonly #directory: RecourseDirectory;
  readonly #done = new Set<string>();
  #now: Instant = 0;

  constructor(api: Pick<ApiUnderTest, 'register' | 'library' | 'setClock'>, directory: RecourseDirectory) {
    this.#api = api;
    this.#directory = directory;
  }

  static async of(api: Pick<ApiUnderTest, 'register' | 'library' | 'setClock'>): Promise<Course> {
    return new Course(api, await loadRecourseDirectory());
  }

  /** Where the clock stands. */
  get now(): Instant {
    return this.#now;
  }

  /** Puts the clock somewhere, and nothing happens meanwhile: another complaint lives at other days. */
  jumpTo(instant: Instant): void {
    this.#now = instant;
    this.#api.setClock(instant);
  }

  /** Lets the days go by for one complaint until an instant. */
  async goOn(reference: string, until: Instant): Promise<void> {
    for (;;) {
      await applyAccepted(this.#api as ApiUnderTest, reference);
      await closeComplaint(this.#api.register, reference);
      const act = await this.#nextAct(reference, until);
      if (!act) break;
      this.#done.add(act.name);
      this.jumpTo(Math.max(this.#now, act.at));
      await act.do();
    }
    this.jumpTo(Math.max(this.#now, until));
  }

  async #nextAct(reference: string, until: Instant): Promise<Act | undefined> {
    const complaint = await readComplaint(this.#api.register.database, reference);
    if (!complaint) throw new Error(`There is no complaint ${reference}.`);
    const acts = complaint.duties
      .filter(isOpen)
      .flatMap((duty) => [...this.#actsOf(complaint, duty), ...this.#breachesOf(complaint, duty)]);
    return acts
      .filter(({ at, name }) => at <= until && !this.#done.has(name))
      .toSorted((one, other) => Math.max(this.#now, one.at) - Math.max(this.#now, other.at))
      .at(0);
  }

  #actsOf({ facts, duties }: KnownComplaint, duty: DutyStatus): Act[] {
    const soon = this.#now + aMoment;
    const send = (at: Instant, kinds: readonly LetterKind[]) =>
      kinds.map((kind) => this.#sending(facts.reference, duty, kind, at));
    const newDate = (at: Instant) => ({
      at,
      name: `${facts.reference} ${duty.duty} ${duty.occasion} new date`,
      do: async () => {
        const { register, library } = this.#api;
        const after = { reference: facts.reference, after: { duty: duty.duty, occasion: duty.occasion } };
        return announceNewDate(register, after, await library.rulebookOf(facts.reference));
      },
    });
    const part = partAnsweredBy(duty.duty);
    if (part) {
      const result = resultOf(facts, part);
      if (result) return send(soon, [duty.duty === 'gdpr-response' ? 'gdpr-answer' : result.outcome]);
      return hasLaterPromise(facts.kind, duties, duty) ? [] : [newDate(duty.sendAt)];
    }
    switch (duty.duty) {
      case 'acknowledgement':
        return send(facts.acknowledgeNow ? soon : duty.sendAt, duty.letters);
      case 'insurer-forwarding':
        return facts.responsibility === 'insurer' ? send(soon, duty.letters) : [];
      case 'interim-reply':
        return send(facts.interimReply ? soon : duty.sendAt, ['interim-reply']);
      case 'insurer-chaser':
        return send(duty.sendAt, ['chaser']);
      case 'reminder-to-write':
        return send(duty.sendAt, ['reminder-to-write']);
      case 'enquiry-answer':
        return send(duty.occasion in facts.enquiryAnswers ? soon : duty.sendAt, ['progress-answer']);
      case 'announced-date':
        return [
          ...(duty.occasion.startsWith('interim-reply-') ? [] : send(soon, ['delay'])),
          ...(hasLaterPromise(facts.kind, duties, duty) ? [] : [newDate(duty.sendAt)]),
        ];
      case 'recourse-details':
        return facts.secondTreatment || wasAnswered(facts) || isNotTreatedFurther(facts) ? send(soon, duty.letters) : [];
      case 'never-written':
        return [this.#neverWritten(facts.reference, duty)];
      case 'resolution-letter':
        return [];
      default:
        return send(soon, duty.letters);
    }
  }

  #breachesOf({ facts }: KnownComplaint, duty: DutyStatus): Act[] {
    if (duty.duty === 'insurer-forwarding' && facts.responsibility !== 'insurer') return [];
    return duty.limits.map(({ source, dueOn, dueAt }) => ({
      at: dueAt,
      name: `${facts.reference} ${duty.duty} ${duty.occasion} ${source} breach`,
      do: async () => {
        const { reference } = facts;
        const which = { reference, duty: duty.duty, occasion: duty.occasion, source };
        const broken = await recordBreach(this.#api.register, which, 'not-done-in-time');
        if (broken) await this.#send(reference, duty.duty, `${duty.occasion}/${dueOn}`, 'breach-alert');
      },
    }));
  }

  #sending(reference: string, { duty, occasion }: DutyStatus, kind: LetterKind, at: Instant): Act {
    return { at, name: `${reference} ${duty} ${occasion} ${kind}`, do: () => this.#send(reference, duty, occasion, kind) };
  }

  #neverWritten(reference: string, { occasion, sendAt }: DutyStatus): Act {
    const { register, library } = this.#api;
    return {
      at: sendAt,
      name: `${reference} never-written ${occasion}`,
      do: async () => closeAsNeverWritten(register, { reference, occasion }, await library.rulebookOf(reference)),
    };
  }

  /** Writes a letter and gives it to the mail server, or puts it into the post tray. */
  async #send(reference: string, duty: DutyName, occasion: string, kind: LetterKind): Promise<void> {
    const { register, library } = this.#api;
    const letter = { reference, duty, occasion, kind, at: this.#now };
    const complaint = await readComplaint(register.database, reference);
    if (!complaint || isNeedless(letter, complaint) || (await findLetter(register.database, letter))) return;
    const sources = await letterSources(
      { register, library, directory: this.#directory, publicUrl: 'https://doleance.example.org' },
      letter,
    );
    const { firm } = sources.procedure;
    const letterDate = civilDateAt(this.#now, firm.timeZone);
    const written = writeLetter(letter, letterDate, sources);
    const id = randomUUID();
    const message = await this.#message(id, reference, firm, written);
    const { recipient, language, to, rendered, promisedOn, edit } = written;
    const { subject, html, text } = rendered;
    await keepLetter(register, letter, {
      id,
      recipient,
      language,
      way: message ? 'e-mail' : 'post',
      letterDate,
      promisedOn,
      edit,
      content: { subject, html, text, to, envelope: message?.envelope },
      message: message && { id: message.messageId, bytes: message.bytes },
    });
    if (!message) return;
    this.jumpTo(this.#now + aMoment);
    const evidence = { sentAt: this.#now, actor: 'doleance' };
    await recordLetterSent(register, id, evidence, await library.rulebookOf(reference));
  }

  async #message(
    letterId: string,
    reference: string,
    firm: { name: string; email: string },
    { to, rendered, language }: ReturnType<typeof writeLetter> & { language: Language },
  ) {
    if (to.email === undefined) return undefined;
    return composeMessage({
      letterId,
      reference,
      domain: firm.email.split('@')[1] ?? 'localhost',
      from: { name: firm.name, address: firm.email },
      to: { name: to.name, address: to.email },
      rendered,
      language,
      date: new Date(this.#now),
    });
  }
}
