import { setTimeout as pause } from 'node:timers/promises';
import { migrate as migrateRegister } from '../../register/migrate.ts';
import { keepDigestSchedules } from '../digest-schedules.ts';
import { registerSearchAttributes, type TemporalClient } from '../temporal-client.ts';
import { keepNamespace } from '../temporal-namespace.ts';
import { BadCall, noWords, numberFlag, type OperatorCommand } from './command.ts';

/** Brings everything that is kept up to date: the register's tables, the procedures, and what Temporal has to know. */
export const migrate: OperatorCommand = {
  usage: 'migrate [--register-only] [--wait SECONDS]',
  about: "the register's tables, the procedures' versions, Temporal's namespace, search attributes and schedules",
  options: { 'register-only': { type: 'boolean' }, wait: { type: 'string' } },
  beforeMigration: true,
  run: async (place, given) => {
    noWords(given);
    const { register, library, procedures, temporal, say } = place;
    const done = await migrateRegister(register);
    say(done.length === 0 ? 'Register: up to date.' : `Register: ${done.join(', ')} done.`);
    await library.keepCurrent();
    say(
      `Procedures: ${procedures
        .all()
        .map(({ version }) => version)
        .join(', ')} kept.`,
    );
    if (given.flags['register-only'] === true) return 0;
    await untilNamespaceIsThere(temporal, numberFlag(given, 'wait', 60));
    say(`Temporal: namespace ${temporal.client.options.namespace} in place; closed runs are kept for 90 days or longer.`);
    await registerSearchAttributes(temporal);
    await keepDigestSchedules(temporal, procedures.all());
    say('Temporal: search attributes and daily digests in place.');
    return 0;
  },
};

/** A server that was started a moment ago is waited for. */
async function untilNamespaceIsThere({ client }: TemporalClient, limitSeconds: number): Promise<void> {
  const { connection, options } = client;
  const until = performance.now() + limitSeconds * 1000;
  for (;;) {
    try {
      return await keepNamespace(connection, options.namespace);
    } catch {
      if (performance.now() > until)
        throw new BadCall(`Temporal did not answer within ${limitSeconds} s; allowed: a running server at TEMPORAL_ADDRESS`);
    }
    await pause(1_000);
  }
}
