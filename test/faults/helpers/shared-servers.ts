import { randomUUID } from 'node:crypto';
import { lowFreePorts } from '../../../start/free-port.ts';
import { startTemporalDevServer, type TemporalDevServer } from '../../../start/temporal-dev-server.ts';
import { registerDatabase } from '../../helpers/database.ts';
import { MailServer } from './mail-server.ts';
import { Place } from './place.ts';
import type { StartProcess } from './processes.ts';

/** Servers that stay while what uses them is killed: one Temporal and one mail server, on which each case has a place of its own. */
export interface SharedServers {
  newPlace(): Promise<Place>;
  mails(): Buffer[];
  stop(): Promise<void>;
}

/** @param cli path of the Temporal CLI */
export async function startSharedServers(cli: string, folder: string, start: StartProcess): Promise<SharedServers> {
  const endings: (() => Promise<unknown>)[] = [];
  const mail = await MailServer.at(folder, start);
  await mail.start();
  const temporal = await startTemporal(cli, folder);
  endings.push(() => temporal.stop());
  return {
    async newPlace() {
      const database = await registerDatabase();
      endings.push(() => database.drop());
      const servers = {
        databaseUrl: database.url,
        temporalAddress: temporal.address,
        namespace: `place-${randomUUID()}`,
        smtpUrl: mail.url,
      };
      const place = await Place.open(servers, start);
      endings.push(() => place.close());
      await place.prepareTemporal();
      return place;
    },
    mails: () => mail.mails(),
    async stop() {
      // One that fails to end keeps no other from it.
      const results: PromiseSettledResult<unknown>[] = [];
      for (const end of endings.toReversed()) results.push(...(await Promise.allSettled([end()])));
      const failure = results.find((result) => result.status === 'rejected');
      if (failure) throw failure.reason;
    },
  };
}

/** Its services look for ports of their own, one of which somebody else may take in between: then it begins anew. */
async function startTemporal(cli: string, folder: string, attempts = 3): Promise<TemporalDevServer> {
  const [port = 0, uiPort = 0] = await lowFreePorts(2);
  try {
    return await startTemporalDevServer({ cli, folder, port, uiPort, namespace: 'default' });
  } catch (fault) {
    if (attempts === 1) throw fault;
    return startTemporal(cli, folder, attempts - 1);
  }
}
