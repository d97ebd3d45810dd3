import type { Register } from '../register/register.ts';
import { Relay } from '../register/relay.ts';
import type { FaultPoint } from './fault.ts';
import type { Logger } from './log.ts';
import { deliverTo, type TemporalClient } from './temporal-client.ts';

/** Starts the relay, which carries what was accepted to the workflows. */
export async function startRelay(
  register: Register,
  { temporal, log, checkpoint }: { temporal: TemporalClient; log: Logger; checkpoint: FaultPoint },
): Promise<Relay> {
  const relay = new Relay(register, deliverTo(temporal, register), {
    checkpoint,
    reportFault: ({ waiting, code }) => log.warn({ waiting, code }, 'Messages wait; they are tried again until they arrive'),
  });
  await relay.start();
  return relay;
}
