import { openDataFolder } from '../../../start/data-folder.ts';
import { startEmbeddedDatabase } from '../../../start/embedded-database.ts';
import { stopInOrder } from '../../../start/stop-in-order.ts';

// A start in small: holds a data folder and, if asked, an embedded database until it is stopped or killed.
const [folder, what] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: hold-data-folder.ts FOLDER [with-database]');
const tell = (line: string) => process.stderr.write(`${line}\n`);
const stopping = stopInOrder({ log: { info: tell, error: tell } });

try {
  const held = await openDataFolder(folder, tell);
  stopping.add('data folder', () => held.release());
  const database = what === 'with-database' ? await startEmbeddedDatabase({ folder: held.path }) : undefined;
  if (database !== undefined) stopping.add('database', () => database.stop());
  process.stdout.write(`${JSON.stringify({ url: database?.url, databasePid: database?.pid })}\n`);
  setInterval(() => undefined, 60_000);
} catch (error) {
  tell(error instanceof Error ? error.message : String(error));
  await stopping.stopAndExit(1);
}
