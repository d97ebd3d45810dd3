import { keepDigestSchedules } from './digest-schedules.ts';
import { faultPoint } from './fault.ts';
import { startHealthPages } from './health-pages.ts';
import { readMailboxesFile, replyAddressesOf } from './mailboxes-settings.ts';
import { needs } from './needs.ts';
import { databaseIsReady } from './readiness.ts';
import { dkimKey, openRegisterParts } from './register-parts.ts';
import { runRoot } from './roots.ts';
import { startWorker } from './run-worker.ts';
import { registerSearchAttributes, temporalClient, temporalReadiness, untilTemporalAnswers } from './temporal-client.ts';

// The worker alone: runs the complaints' workflows and sends their letters. Several may run at once.
await runRoot({ name: 'worker', given: process.env, forPeople: false }, async ({ environment, log, stopping }) => {
  const { DATABASE_URL, TEMPORAL_ADDRESS, SMTP_URL } = needs(environment, ['DATABASE_URL', 'TEMPORAL_ADDRESS', 'SMTP_URL']);
  const { MAILBOXES_FILE } = environment;
  const replyAddresses = MAILBOXES_FILE === undefined ? undefined : replyAddressesOf(readMailboxesFile(MAILBOXES_FILE));
  const parts = await openRegisterParts(DATABASE_URL, environment);
  stopping.add('register', () => parts.register.close());
  const temporal = temporalClient({ address: TEMPORAL_ADDRESS, namespace: environment.TEMPORAL_NAMESPACE });
  stopping.add('Temporal client', () => temporal.close());
  let polls = () => false;
  const health = await startHealthPages(environment, async () => {
    const { temporal: answers, searchAttributes } = await temporalReadiness(temporal);
    const checks = { database: await databaseIsReady(parts.register), temporal: answers, searchAttributes };
    return { checks: { ...checks, polling: polls() } };
  });
  stopping.add('health pages', () => health.stop());
  await untilTemporalAnswers(temporal, {
    signal: stopping.signal,
    waiting: () => log.warn('Temporal does not answer; waiting for it'),
  });
  await registerSearchAttributes(temporal);
  await keepDigestSchedules(temporal, parts.library.allInForce());
  const worker = await startWorker(
    { ...parts, smtpUrl: SMTP_URL, dkim: dkimKey(environment), replyAddresses, checkpoint: faultPoint(environment.FAULT_AT) },
    environment,
    { address: TEMPORAL_ADDRESS, log },
  );
  stopping.add('worker', () => worker.stop());
  polls = () => worker.polls();
  log.info('The worker polls');
  await worker.ended;
});
