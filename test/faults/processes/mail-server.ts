import { faultPoint } from '../../../start/fault.ts';
import { startMailCatcher } from '../../../start/mail-catcher.ts';

// The mail server as a process of its own, so that it can be killed; FAULT_AT names a point of start/mail-catcher.ts.
const { DATA_DIR: folder, SMTP_PORT: port, FAULT_AT: faultAt } = process.env;
if (folder === undefined || port === undefined) throw new Error('DATA_DIR and SMTP_PORT are needed');
await startMailCatcher({ folder, smtpPort: Number(port), uiPort: 0, at: faultPoint(faultAt) });
