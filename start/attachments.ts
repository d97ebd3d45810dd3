import { describeFault } from '../api/problems/faults.ts';
import { Attachments, type Sweep } from '../attachments/attachments.ts';
import { mebibyte } from '../attachments/limits.ts';
import { Clamav, type Scanner } from '../attachments/scanner.ts';
import { FolderStorage } from '../attachments/storage/folder.ts';
import { S3Storage } from '../attachments/storage/s3.ts';
import type { Storage } from '../attachments/storage/storage.ts';
import { forgetExpiredDrafts } from '../register/drafts.ts';
import { eraseIntakesPutAside } from '../register/intakes/retention.ts';
import type { Register } from '../register/register.ts';
import type { Environment } from './environment.ts';
import type { Logger } from './log.ts';

/** What of the environment says where attached files are, and how they are scanned. */
export type AttachmentSettings = Pick<
  Environment,
  | 'ATTACHMENTS_DIR'
  | 'ATTACHMENT_FILE_MB'
  | 'ATTACHMENT_COMPLAINT_MB'
  | 'ATTACHMENT_FILES'
  | 'S3_BUCKET'
  | 'S3_PREFIX'
  | 'S3_REGION'
  | 'S3_ENDPOINT'
  | 'S3_ACCESS_KEY_ID'
  | 'S3_SECRET_ACCESS_KEY'
  | 'CLAMAV_HOST'
  | 'CLAMAV_PORT'
  | 'CLAMAV_SOCKET'
  | 'CLAMAV_TIMEOUT_SECONDS'
>;

/** The attached files of a register, where the settings say that they are. */
export async function openAttachments(register: Register, settings: AttachmentSettings): Promise<Attachments> {
  return new Attachments({
    register,
    storage: await storageOf(settings),
    scanner: scannerOf(settings),
    limits: {
      fileBytes: settings.ATTACHMENT_FILE_MB * mebibyte,
      complaintBytes: settings.ATTACHMENT_COMPLAINT_MB * mebibyte,
      files: settings.ATTACHMENT_FILES,
    },
  });
}

async function storageOf(settings: AttachmentSettings): Promise<Storage> {
  const { S3_BUCKET, S3_PREFIX, S3_REGION, S3_ENDPOINT, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = settings;
  if (S3_BUCKET === undefined) return new FolderStorage(settings.ATTACHMENTS_DIR);
  return S3Storage.open({
    bucket: S3_BUCKET,
    prefix: S3_PREFIX,
    region: S3_REGION,
    endpoint: S3_ENDPOINT,
    credentials:
      S3_ACCESS_KEY_ID === undefined || S3_SECRET_ACCESS_KEY === undefined
        ? undefined
        : { accessKeyId: S3_ACCESS_KEY_ID, secretAccessKey: S3_SECRET_ACCESS_KEY },
  });
}

function scannerOf({ CLAMAV_HOST, CLAMAV_PORT, CLAMAV_SOCKET, CLAMAV_TIMEOUT_SECONDS }: AttachmentSettings): Scanner | undefined {
  const timeoutSeconds = CLAMAV_TIMEOUT_SECONDS;
  if (CLAMAV_SOCKET !== undefined) return new Clamav({ path: CLAMAV_SOCKET, timeoutSeconds });
  return CLAMAV_HOST === undefined ? undefined : new Clamav({ host: CLAMAV_HOST, port: CLAMAV_PORT, timeoutSeconds });
}

const minute = 60_000;
/** What waits for a scan or for its removal is looked for so often, and the storage tidied so often; milliseconds. */
const sweepEvery = 10 * minute;
const tidyEvery = 24 * 60 * minute;

/**
 * From time to time, the first a minute after the start, erases intakes that were put aside long enough ago, and sweeps the attached files.
 * Several processes may: each is erased, scanned or removed by whoever comes first, and again without harm.
 */
export function startSweeps(register: Register, attachments: Attachments, log: Logger): { stop(): Promise<void> } {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  let tidyAt = Date.now() + tidyEvery / 24;
  const next = (wait: number) => {
    timer = setTimeout(() => {
      running = sweepOnce()
        .catch((fault: unknown) => log.error({ fault: describeFault(fault) }, 'sweeping attachments failed'))
        .then(() => (stopped ? undefined : next(sweepEvery)));
    }, wait);
    timer.unref();
  };
  const sweepOnce = async () => {
    const erased = await eraseIntakesPutAside(register);
    if (erased > 0) log.info({ erased }, 'intakes that were put aside long ago have been erased');
    // Before the sweep, which removes the bytes of their files.
    await forgetExpiredDrafts(register.database, register.clock());
    tellSweep(await attachments.sweep(), log);
    if (Date.now() < tidyAt || stopped) return;
    tidyAt = Date.now() + tidyEvery;
    const { left, ...done } = await attachments.tidy();
    if (left > 0)
      log.warn(
        { left },
        'the storage of attachments has more files than the register knows: is it the right one? None was removed',
      );
    else if (done.orphans + done.unfinished > 0) log.info(done, 'attachments tidied');
  };
  next(minute);
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

function tellSweep(sweep: Sweep, log: Logger): void {
  if (sweep.infected > 0) log.warn(sweep, 'attachments swept: malware found and put into quarantine');
  else if (sweep.scanned + sweep.forgotten > 0) log.info(sweep, 'attachments swept');
}
