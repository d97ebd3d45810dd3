import { hasForm } from '../api/form/questions.ts';
import type { Procedure } from '../procedures/schema.ts';
import type { ProcedureLibrary } from '../register/procedure-library.ts';
import { openAttachments } from './attachments.ts';
import { adminToken, openDataFolder } from './data-folder.ts';
import { signInSettings } from './desk-settings.ts';
import { keepDigestSchedules } from './digest-schedules.ts';
import { startEmbeddedDatabase } from './embedded-database.ts';
import { portsToOpen } from './environment.ts';
import { faultPoint } from './fault.ts';
import { type FirstAccount, firstAccount, signInWith } from './first-account.ts';
import { keptSecret } from './kept-secret.ts';
import { type CaughtMail, startMailCatcher } from './mail-catcher.ts';
import { type MailboxesFile, readMailboxesFile, readyToOpen, replyAddressesOf } from './mailboxes-settings.ts';
import { checkPorts } from './ports.ts';
import { dkimKey, openRegisterParts } from './register-parts.ts';
import { type Root, runRoot } from './roots.ts';
import { startApi } from './run-api.ts';
import { localReplyAddresses, startMailboxes, takeCaughtMail } from './run-mailboxes.ts';
import { startRelay } from './run-relay.ts';
import { startWorker } from './run-worker.ts';
import { registerSearchAttributes, temporalClient } from './temporal-client.ts';
import { startTemporalDevServer } from './temporal-dev-server.ts';
import { findTemporalCli } from './temporal-programs.ts';

/** `npm start`: everything in one program, on a data folder of its own, with nothing configured. */
export function start(given: Readonly<Record<string, string | undefined>>): Promise<void> {
  return runRoot({ name: 'doleance', given, forPeople: true }, startEverything);
}

/** Each thing is stopped before what it needs: the API first, PostgreSQL last. */
async function startEverything(root: Root): Promise<void> {
  const { environment, log, stopping, say } = root;
  const mailboxes = environment.MAILBOXES_FILE === undefined ? undefined : readMailboxesFile(environment.MAILBOXES_FILE);
  const opened = mailboxes && readyToOpen(mailboxes, process.env);
  const folder = await openDataFolder(environment.DATA_DIR, say);
  stopping.add('data folder', () => folder.release());
  await checkPorts(portsToOpen(environment));
  const checkpoint = faultPoint(environment.FAULT_AT);

  const [databaseUrl, temporalAt, mail] = await allOrNone([
    startDatabase(root, folder.path),
    startTemporal(root, folder.path),
    startMail(root, folder.path),
  ]);
  const parts = await openRegisterParts(databaseUrl, environment);
  stopping.add('register', () => parts.register.close());
  const temporal = temporalClient({ address: temporalAt.address, namespace: environment.TEMPORAL_NAMESPACE });
  stopping.add('Temporal client', () => temporal.close());
  await registerSearchAttributes(temporal);
  await keepDigestSchedules(temporal, parts.library.allInForce());

  say('Preparing the worker …');
  const replyAddresses = whereAnswersCome(parts.library, mailboxes, mail);
  const worker = await startWorker(
    { ...parts, smtpUrl: mail.smtpUrl, dkim: dkimKey(environment), replyAddresses, checkpoint },
    environment,
    { address: temporalAt.address, log },
  );
  worker.ended.catch((fault: unknown) => endWith(root, `The worker ended: ${fault instanceof Error ? fault.name : 'fault'}.`));
  stopping.add('worker', () => worker.stop());
  const relay = await startRelay(parts.register, { temporal, log, checkpoint });
  stopping.add('relay', () => relay.stop());
  const token = adminToken(folder.path, environment.ADMIN_API_TOKEN);
  const sessionSecret = environment.SESSION_SECRET ?? keptSecret(folder.path, 'session-secret');
  const first = signInSettings(environment).localSignIn ? await firstAccount(parts.register, folder.path) : undefined;
  const api = await startApi(parts, environment, {
    token,
    sessionSecret,
    temporal,
    temporalUi: temporalAt.uiUrl,
    log,
    checkpoint,
  });
  stopping.add('API', () => api.stop());
  const attachments = await openAttachments(parts.register, environment);
  if (mailboxes && opened) {
    const watches = startMailboxes(parts, { mailboxes: opened, largest: mailboxes.largest, attachments }, { log, checkpoint });
    stopping.add('mailboxes', () => watches.stop());
  } else if (mail.takenBy) {
    const take = takeCaughtMail({ ...parts, attachments, checkpoint }, log);
    stopping.add('mail that was caught', mail.takenBy(take));
  }

  say(
    whatIsWhere({
      api: api.url,
      forms: parts.library.allInForce().filter(hasForm),
      temporalUi: temporalAt.uiUrl,
      mailUi: mail.uiUrl,
      mailIn: whereMailComesIn(mailboxes, mail),
      first,
      token,
      given: environment.ADMIN_API_TOKEN !== undefined,
    }),
  );
}

/** Waits for all, so that none is left half started when another fails. */
async function allOrNone<Parts extends readonly unknown[]>(
  starting: { [Place in keyof Parts]: Promise<Parts[Place]> },
): Promise<Parts> {
  const results = await Promise.allSettled(starting as Promise<unknown>[]);
  const fault = results.find((result) => result.status === 'rejected');
  if (fault) throw fault.reason;
  return results.map((result) => (result as PromiseFulfilledResult<unknown>).value) as unknown as Parts;
}

async function startDatabase(root: Root, folder: string): Promise<string> {
  const { environment, stopping } = root;
  if (environment.DATABASE_URL !== undefined) return environment.DATABASE_URL;
  const database = await startEmbeddedDatabase({
    folder,
    port: environment.DATABASE_PORT,
    onExit: (reason) => endWith(root, `PostgreSQL ended although nobody stopped it (${reason}).`),
  });
  stopping.add('PostgreSQL', () => database.stop());
  return database.url;
}

async function startTemporal(root: Root, folder: string): Promise<{ address: string; uiUrl: string | undefined }> {
  const { environment, stopping, say } = root;
  if (environment.TEMPORAL_ADDRESS !== undefined)
    return { address: environment.TEMPORAL_ADDRESS, uiUrl: environment.TEMPORAL_UI_URL };
  const cli = await findTemporalCli({ env: environment, say, signal: stopping.signal });
  const server = await startTemporalDevServer({
    cli,
    folder,
    port: environment.TEMPORAL_PORT,
    uiPort: environment.TEMPORAL_UI_PORT,
    namespace: environment.TEMPORAL_NAMESPACE,
    onExit: (reason) => endWith(root, `The Temporal dev server ended although nobody stopped it (${reason}).`),
  });
  stopping.add('Temporal dev server', () => server.stop());
  return { address: server.address, uiUrl: environment.TEMPORAL_UI_URL ?? server.uiUrl };
}

/** Where mail leaves. */
interface Mail {
  smtpUrl: string;
  uiUrl: string | undefined;
  /** With the mail catcher: gives each mail that comes to somebody. @returns what ends that, once all that came has been given */
  takenBy?: (take: (caught: CaughtMail) => Promise<void>) => () => Promise<void>;
}

async function startMail(root: Root, folder: string): Promise<Mail> {
  const { environment, stopping } = root;
  if (environment.SMTP_URL !== undefined) return { smtpUrl: environment.SMTP_URL, uiUrl: undefined };
  let take: (caught: CaughtMail) => Promise<void> = async () => undefined;
  let last = Promise.resolve();
  const catcher = await startMailCatcher({
    folder,
    smtpPort: environment.SMTP_PORT,
    uiPort: environment.MAIL_UI_PORT,
    onMail: (caught) => {
      last = Promise.all([last, take(caught)]).then(() => undefined);
    },
  });
  stopping.add('mail catcher', () => catcher.stop());
  const takenBy: Mail['takenBy'] = (taker) => {
    take = taker;
    return async () => {
      take = async () => undefined;
      await last;
    };
  };
  return { smtpUrl: catcher.smtpUrl, uiUrl: catcher.uiUrl, takenBy };
}

function whereMailComesIn(mailboxes: MailboxesFile | undefined, mail: Mail): string | undefined {
  if (mailboxes) return mailboxes.mailboxes.map(({ address }) => address).join(', ');
  return mail.takenBy && `${mail.smtpUrl}        what is sent there to a firm’s address for complaints is taken in`;
}

function whereAnswersCome(
  library: ProcedureLibrary,
  mailboxes: MailboxesFile | undefined,
  mail: Mail,
): ReadonlyMap<string, string> {
  if (mailboxes) return replyAddressesOf(mailboxes);
  return mail.takenBy ? localReplyAddresses(library) : new Map();
}

function endWith({ stopping }: Root, line: string): void {
  if (stopping.stopping) return;
  process.stderr.write(`${line}\n`);
  void stopping.stopAndExit(1);
}

function whatIsWhere(where: {
  api: string;
  /** The firms that have a web form. */
  forms: readonly Pick<Procedure, 'id' | 'firm'>[];
  temporalUi: string | undefined;
  mailUi: string | undefined;
  mailIn: string | undefined;
  first: FirstAccount;
  token: string;
  given: boolean;
}): string {
  return [
    '',
    'Doléance runs.',
    `  Desk           ${where.api}/desk        ${signInWith(where.first)}`,
    ...where.forms.map(
      ({ id, firm }) => `  Form           ${where.api}/${id}/complaint        what a client of ${firm.name} sees`,
    ),
    `  API            ${where.api}/api        documentation: ${where.api}/api/docs`,
    ...(where.temporalUi === undefined ? [] : [`  Temporal UI    ${where.temporalUi}`]),
    ...(where.mailUi === undefined
      ? []
      : [`  Mailbox        ${where.mailUi}        every letter lands here; nothing leaves this machine`]),
    ...(where.mailIn === undefined ? [] : [`  Mail in        ${where.mailIn}`]),
    where.given ? '  Staff token    the one in ADMIN_API_TOKEN' : `  Staff token    ${where.token}`,
    '',
    'Ctrl-C stops everything in order; the next start goes on with the same complaints.',
    '',
  ].join('\n');
}
