import { randomUUID } from 'node:crypto';
import { composeMessage } from '../../letters/mime.ts';
import { renderLetter } from '../../letters/render.ts';
import { MailTransport } from '../../letters/smtp.ts';
import { letterFields } from '../../letters/writing/fields.ts';
import { addresseeOf, languageOf } from '../../letters/writing/people.ts';
import { type LetterSources, letterSources } from '../../letters/writing/sources.ts';
import { civilDateAt } from '../../procedures/zoned-time.ts';
import { readEnvironment } from '../../start/environment.ts';
import { openRegisterParts } from '../../start/register-parts.ts';
import type { LetterToSend } from '../../workflows/domain/standing.ts';
import { settings, tell, whenEnded } from './child.ts';
import type { LetterSettings, LetterSpeeds } from './messages.ts';

/** How many letters are on their way to the mail server at once. */
const atOnce = 8;

// Measures what the letters of one complaint cost: written alone, and written, composed and handed over.
const given = settings<LetterSettings>();
const environment = readEnvironment({});
const parts = await openRegisterParts(given.databaseUrl, environment);
const mail = new MailTransport({ url: given.smtpUrl });
whenEnded(async () => {
  mail.close();
  await parts.register.close();
});

const prepared = await Promise.all((given.letters as LetterToSend[]).map(prepare));
const speeds: LetterSpeeds = {
  rendered: { ...(await timed(1, async (letter) => void write(letter))), kinds: prepared.map(({ letter }) => letter.kind) },
  sent: await timed(atOnce, send),
};
tell(speeds);

type Prepared = Awaited<ReturnType<typeof prepare>>;

async function prepare(letter: LetterToSend) {
  const sources = stillOpen(await letterSources({ ...parts, publicUrl: environment.PUBLIC_URL }, letter));
  const day = civilDateAt(letter.at, sources.procedure.firm.timeZone);
  return { letter, sources, language: languageOf(letter.kind, sources), fields: letterFields(letter, day, sources) };
}

/** The complaint is closed by now; its letters were written while what they promise was still owed. */
function stillOpen(sources: LetterSources): LetterSources {
  const { complaint } = sources;
  const { answeredAt: _answered, closure: _closure, ...facts } = complaint.facts;
  const duties = complaint.duties.map(({ doneAt: _done, void: _void, ...duty }) => duty);
  return { ...sources, complaint: { ...complaint, facts, duties } };
}

function write({ letter, sources, language, fields }: Prepared) {
  return renderLetter(letter.kind, language, fields, { procedure: sources.procedure.id });
}

async function send(prepared: Prepared): Promise<void> {
  const { letter, sources, language } = prepared;
  const { firm } = sources.procedure;
  const { name = '', email = 'nobody@example.org' } = addresseeOf(letter.kind, sources);
  const { envelope, bytes } = await composeMessage({
    letterId: randomUUID(),
    reference: letter.reference,
    domain: firm.email.split('@')[1] ?? 'localhost',
    from: { name: firm.name, address: firm.email },
    to: { name, address: email },
    rendered: write(prepared),
    language,
    date: new Date(letter.at),
  });
  const { outcome } = await mail.deliver({ envelope, bytes, beforeData: async () => undefined });
  if (outcome !== 'accepted') throw new Error(`The local mail server did not take a letter: ${outcome}`);
}

/** Does it with one letter after the other, so many at once, for the time that is given; the first fifth does not count. */
async function timed(lanes: number, act: (letter: Prepared) => Promise<void>) {
  await during(lanes, given.seconds / 5, act);
  const [begin, cpu] = [performance.now(), process.cpuUsage()];
  const done = await during(lanes, given.seconds, act);
  const { user, system } = process.cpuUsage(cpu);
  return { perSecond: (done * 1000) / (performance.now() - begin), cpuMillisecondsEach: (user + system) / 1000 / done };
}

async function during(lanes: number, seconds: number, act: (letter: Prepared) => Promise<void>): Promise<number> {
  const until = performance.now() + seconds * 1000;
  let done = 0;
  const lane = async () => {
    while (performance.now() < until) {
      const letter = prepared[done++ % prepared.length];
      if (letter) await act(letter);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return done;
}
