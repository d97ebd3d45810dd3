import { keepDigestSchedules } from './digest-schedules.ts';
import { faultPoint } from './fault.ts';
import { needs } from './needs.ts';
import { dkimKey, openRegisterParts } from './register-parts.ts';
import { runRoot } from './roots.ts';
import { startWorker } from './run-worker.ts';
import { registerSearchAttributes, temporalClient, untilTemporalAnswers } from './temporal-client.ts';

// The worker alone: runs the complaints' workflows and sends their letters. Several may run at once.
await runRoot({ name: 'worker', given: process.env, forPeople: false }, async ({ environment, log, stopping }) => {
  const { DATABASE_URL, TEMPORAL_ADDRESS, SMTP_URL } = needs(environment, ['DATABASE_URL', 'TEMPORAL_ADDRESS', 'SMTP_URL']);
  const parts = await openRegisterParts(DATABASE_URL, environment);
  stopping.add('register', () => parts.register.close());
  const temporal = temporalClient({ address: TEMPORAL_ADDRESS, namespace: environment.TEMPORAL_NAMESPACE });
  stopping.add('Temporal client', () => temporal.close());
  await untilTemporalAnswers(temporal, {
    signal: stopping.signal,
    waiting: () => log.warn('Temporal does not answer; waiting for it'),
  });
  await registerSearchAttributes(temporal);
  await keepDigestSchedules(temporal, parts.library.allInForce());
  const worker = await startWorker(
    { ...parts, smtpUrl: SMTP_URL, dkim: dkimKey(environment), checkpoint: faultPoint(environment.FAULT_AT) },
    environment,
    { address: TEMPORAL_ADDRESS, log },
  );
  stopping.add('worker', () => worker.stop());
  log.info('The worker polls');
  await worker.ended;
});
