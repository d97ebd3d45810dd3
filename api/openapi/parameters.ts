import { z } from 'zod';
import { idempotencyKeyForm } from '../schemas/text.ts';

/** Parts of paths. */
export const referencePart = z.string().meta({ description: 'The reference of a complaint.', example: 'OPT-2026-000001' });
export const idPart = z.string().meta({ format: 'uuid' });

/** Marks a request that may be sent again. */
export const idempotencyKey = z.string().regex(idempotencyKeyForm).optional().meta({
  description:
    'Any text that is yours alone, such as a UUID: 1 to 255 visible ASCII characters, no blanks. The same request with it gives the same answer again and does nothing twice; another request with it is refused (422).',
});

/** How long to wait for the outcome. */
export const prefer = z.string().optional().meta({
  description: '`wait=10` waits up to so many seconds, 30 at most, until the workflow has applied or refused it (RFC 7240).',
});

/** Guards against lost updates. */
export const ifMatch = z.string().optional().meta({
  description:
    'The `ETag` of the complaint as you last saw it, or several of them: where it has changed since, nothing is done and the changes are answered (412). `*` asks for no more than that it is there.',
  example: '"7"',
});

export const nextLink = z.string().optional().meta({ description: 'The address of the next page, rel="next".' });

export const etag = z.string().optional().meta({
  description:
    'Names the state of the complaint after this, for If-Match: the number of the last row of its journal, in quotation marks. It is no tag for caches: what is overdue or allowed now changes with the hour.',
  example: '"7"',
});

export const replayed = z.string().optional().meta({ description: "'true' where an earlier request with this key did it." });
