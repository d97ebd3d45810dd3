import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Attachments } from '../../attachments/attachments.ts';
import { usualLimits } from '../../attachments/limits.ts';
import { FolderStorage } from '../../attachments/storage/folder.ts';
import type { Register } from '../../register/register.ts';

/** For a server to which nobody attaches a file: its folder is never made. */
export function noAttachments(register: Register): Attachments {
  return new Attachments({
    register,
    storage: new FolderStorage(join(tmpdir(), 'doleance-test-never-made')),
    limits: usualLimits,
  });
}
