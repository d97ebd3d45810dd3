import type { Client } from '@temporalio/client';
import type { RecourseDirectory } from '../procedures/recourse.ts';
import type { ProcedureLibrary } from '../register/procedure-library.ts';
import type { Relay } from '../register/relay.ts';
import type { FreshRegisters } from './fresh-registers.ts';
import type { SimulatedClock } from './simulated-clock.ts';

/** What stories are told in: servers, register, relay and worker, all of them real, at the stories' own dates. */
export interface World {
  client: Client;
  /** Lets the server's time pass, whatever falls due on the way; milliseconds. */
  sleep(duration: number): Promise<void>;
  registers: FreshRegisters;
  library: ProcedureLibrary;
  directory: RecourseDirectory;
  clock: SimulatedClock;
  relay: Relay;
}
