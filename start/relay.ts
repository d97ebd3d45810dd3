import { faultPoint } from './fault.ts';
import { startHealthPages } from './health-pages.ts';
import { needs } from './needs.ts';
import { databaseIsReady, oldestWaitingSeconds } from './readiness.ts';
import { openRegisterParts } from './register-parts.ts';
import { runRoot } from './roots.ts';
import { startRelay } from './run-relay.ts';
import { temporalClient } from './temporal-client.ts';

// The relay alone: carries what was accepted to the workflows. Several may run at once.
await runRoot({ name: 'relay', given: process.env, forPeople: false }, async ({ environment, log, stopping }) => {
  const { DATABASE_URL, TEMPORAL_ADDRESS } = needs(environment, ['DATABASE_URL', 'TEMPORAL_ADDRESS']);
  const { register } = await openRegisterParts(DATABASE_URL, environment);
  stopping.add('register', () => register.close());
  const temporal = temporalClient({ address: TEMPORAL_ADDRESS, namespace: environment.TEMPORAL_NAMESPACE });
  stopping.add('Temporal client', () => temporal.close());
  const relay = await startRelay(register, { temporal, log, checkpoint: faultPoint(environment.FAULT_AT) });
  stopping.add('relay', () => relay.stop());
  const health = await startHealthPages(environment, async () => ({
    checks: { database: await databaseIsReady(register) },
    figures: { oldestWaitingSeconds: await oldestWaitingSeconds(register) },
  }));
  stopping.add('health pages', () => health.stop());
  log.info('The relay runs');
});
