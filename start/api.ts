import { faultPoint } from './fault.ts';
import { needs } from './needs.ts';
import { openRegisterParts } from './register-parts.ts';
import { runRoot } from './roots.ts';
import { startApi } from './run-api.ts';
import { temporalClient } from './temporal-client.ts';

// The API alone. Several may run at once.
await runRoot({ name: 'api', given: process.env, forPeople: false }, async ({ environment, log, stopping }) => {
  const { DATABASE_URL, TEMPORAL_ADDRESS, ADMIN_API_TOKEN, SESSION_SECRET } = needs(environment, [
    'DATABASE_URL',
    'TEMPORAL_ADDRESS',
    'ADMIN_API_TOKEN',
    'SESSION_SECRET',
  ]);
  const parts = await openRegisterParts(DATABASE_URL, environment);
  stopping.add('register', () => parts.register.close());
  const temporal = temporalClient({ address: TEMPORAL_ADDRESS, namespace: environment.TEMPORAL_NAMESPACE });
  stopping.add('Temporal client', () => temporal.close());
  const api = await startApi(parts, environment, {
    token: ADMIN_API_TOKEN,
    sessionSecret: SESSION_SECRET,
    temporal,
    temporalUi: environment.TEMPORAL_UI_URL,
    log,
    checkpoint: faultPoint(environment.FAULT_AT),
  });
  stopping.add('API', () => api.stop());
  log.info('The API listens');
});
