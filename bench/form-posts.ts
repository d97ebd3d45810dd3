import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { type FormRates, usualRates } from '../api/form/rates.ts';
import { startEmbeddedDatabase } from '../start/embedded-database.ts';
import type { Answer } from '../test/api/api-server.ts';
import { makeRegisterTemplate } from '../test/helpers/database.ts';
import { answers } from '../test/public/filled-in.ts';
import { type Browsing, type PublicUnderTest, startPublic } from '../test/public/public-server.ts';
import { hiddenIn, tokenIn } from '../test/public/sending.ts';
import { keepResult, thisMachine } from './run.ts';

const usage = `npm run bench:form -- [--people 500]

So many people post the web form at one moment, from one machine: once with the rates that the form has, once without any. Whoever is not
taken must be told when to try again, and keep the text. Ends with code 1 where a complaint or a text was lost, or anything else was answered.
`;
const path = '/opticourtage/complaint';
const say = (line: string) => void process.stdout.write(`${line}\n`);
const { values: given } = parseArgs({
  options: { people: { type: 'string', default: '500' }, help: { type: 'boolean', default: false } },
});
const people = Number(given.people);
if (given.help || !Number.isInteger(people) || people < 1 || people > 1_000) {
  say(usage);
  process.exit(given.help ? 0 : 2);
}

const without: FormRates = {
  posts: { ...usualRates.posts, most: 1_000_000 },
  files: { ...usualRates.files, most: 1_000_000 },
  sent: { ...usualRates.sent, most: 1_000_000 },
  perMailbox: { ...usualRates.perMailbox, most: 1_000_000 },
};
const data = mkdtempSync(join(tmpdir(), 'doleance-bench-form-'));
const database = await startEmbeddedDatabase({ folder: data });
const lost: string[] = [];
const rows: FormPosts[] = [];
try {
  process.env['TEST_DATABASE_SERVER_URL'] = database.url;
  await makeRegisterTemplate(database.url);
  say('| rates | what | taken | 429 | other | all answered in, s | half answered in, s |');
  say('| --- | --- | --- | --- | --- | --- | --- |');
  await measure('as the form has them', usualRates);
  await measure('none', without);
} finally {
  await database.stop();
  rmSync(data, { recursive: true, force: true, maxRetries: 3 });
}
for (const one of lost) say(`lost: ${one}`);
const machine = thisMachine();
say(`Kept as ${keepResult(machine, 'form', { ...machine, people, rows, lost: lost.length })}.`);
process.exitCode = lost.length > 0 ? 1 : 0;

/** What so many posts at one moment were answered. */
interface FormPosts {
  rates: string;
  what: string;
  taken: number;
  /** With 429. */
  told: number;
  other: number;
  /** In seconds, from the first post: all are answered, and half are. */
  allAnswered: number;
  halfAnswered: number;
}

/** Somebody at the form, with a text that nobody else has. */
interface Person {
  browse: Browsing;
  reason: string;
  token: string;
}

async function measure(rates: string, formRates: FormRates): Promise<void> {
  const api = await startPublic({ formRates });
  try {
    const start = Date.now();
    api.setClock(start);
    const all = await inTurn(people, async (number): Promise<Person> => {
      const browse = api.browse();
      return { browse, reason: `Réclamation numéro ${number}.`, token: tokenIn(await browse.get(`${path}/form`)) };
    });
    const posted = await atOnce(all, ({ browse, reason, token }, number) =>
      browse.upload(`${path}/form`, { ...answers, reason, token, email: `personne${number}@example.org`, do: 'continue' }),
    );
    tell(rates, 'posts of the form', posted);
    await checkPosted(all, posted.answers);
    // Whoever was told to wait waits; the same people then send what they have written, at one moment again.
    await api.register.database.deleteFrom('try_count').execute();
    const checks = await inTurn(people, (number) => checkPage(all, number));
    await api.register.database.deleteFrom('try_count').execute();
    api.setClock(start + 600_000);
    const sent = await atOnce(all, ({ browse }, number) => browse.post(`${path}/check`, hiddenIn(checks[number] as Answer)));
    tell(rates, 'complaints', sent);
    await checkSent(api, all, sent.answers);
  } finally {
    await api.close();
  }
}

async function checkPage(all: readonly Person[], number: number): Promise<Answer> {
  const { browse, reason } = all[number] as Person;
  const check = await browse.get(`${path}/check`);
  if (!check.text.includes(reason)) lost.push(`the text of ${reason} on its check page (${check.status})`);
  return check;
}

/** What was taken is in the draft; what was not is in the page that says so, too. */
async function checkPosted(all: readonly Person[], posted: readonly Answer[]): Promise<void> {
  for (const [number, answer] of posted.entries()) {
    const { reason } = all[number] as Person;
    if (answer.status === 429 && !(answer.text.includes(reason) && Number(answer.headers.get('retry-after')) > 0))
      lost.push(`the text of ${reason} in its answer`);
    else if (answer.status !== 303 && answer.status !== 429) lost.push(`${reason} was answered ${answer.status}`);
  }
}

/** Each complaint that was taken is registered, and no other. */
async function checkSent(api: PublicUnderTest, all: readonly Person[], sent: readonly Answer[]): Promise<void> {
  const taken = sent.filter(({ status }) => status === 303).length;
  const { rows } = await api.register.database
    .selectFrom('complaint')
    .select(({ fn }) => fn.countAll<number>().as('rows'))
    .executeTakeFirstOrThrow();
  if (Number(rows) !== taken) lost.push(`${taken} were told that they were taken, ${rows} are registered`);
  await checkPosted(all, sent);
}

interface Measured {
  answers: Answer[];
  /** Of each; milliseconds. */
  lasted: number[];
}

async function atOnce(all: readonly Person[], post: (person: Person, number: number) => Promise<Answer>): Promise<Measured> {
  const begun = performance.now();
  const done = await Promise.all(
    all.map(async (person, number) => ({ answer: await post(person, number), lasted: performance.now() - begun })),
  );
  return {
    answers: done.map(({ answer }) => answer),
    lasted: done.map(({ lasted }) => lasted).toSorted((one, other) => one - other),
  };
}

/** A few at a time, which is no part of what is measured. */
async function inTurn<Done>(count: number, work: (number: number) => Promise<Done>): Promise<Done[]> {
  const done: Done[] = [];
  for (let from = 0; from < count; from += 20)
    done.push(...(await Promise.all(Array.from({ length: Math.min(20, count - from) }, (_, place) => work(from + place)))));
  return done;
}

function tell(rates: string, what: string, { answers, lasted }: Measured): void {
  const count = (status: number) => answers.filter((answer) => answer.status === status).length;
  const seconds = (milliseconds: number | undefined) => Math.round((milliseconds ?? 0) / 100) / 10;
  const row: FormPosts = {
    rates,
    what,
    taken: count(303),
    told: count(429),
    other: answers.length - count(303) - count(429),
    allAnswered: seconds(lasted.at(-1)),
    halfAnswered: seconds(lasted[Math.floor(lasted.length / 2)]),
  };
  rows.push(row);
  say(`| ${Object.values(row).join(' | ')} |`);
}
