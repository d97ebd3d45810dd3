import { faultPoint } from '../../../start/fault.ts';
import { startMailCatcher } from '../../../start/mail-catcher.ts';

// The mail server as a process of its own, so that it can be killed; FAULT_AT names a point of start/mail-catcher.ts.
const [folder, port] = process.argv.slice(2);
if (folder === undefined || port === undefined) throw new Error('usage: mail-server.ts FOLDER PORT');
const { smtpUrl } = await startMailCatcher({
  folder,
  smtpPort: Number(port),
  uiPort: 0,
  at: faultPoint(process.env['FAULT_AT']),
});
process.stdout.write(`${JSON.stringify({ smtpUrl })}\n`);
