import { type ProvenLine, readProvenJournal } from '../../register/journal.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { pathOfComplaint } from '../paths.ts';
import { readFields } from '../requests/read-fields.ts';
import type { Handler } from '../requests/routes.ts';
import { type JournalPage, journalQuery } from '../schemas/journal.ts';
import { complaintInPath } from './known-complaint.ts';

/** A page of a complaint's journal, from the first row on; with one row more than it shows, it knows whether there is another. */
export function journalOfComplaint(dependencies: ApiDependencies): Handler {
  return async (request, response) => {
    const { reference } = await complaintInPath(dependencies, request, response);
    const { after, limit } = readFields(journalQuery, request.query);
    const lines = await readProvenJournal(dependencies.register.database, reference, { after, limit: limit + 1 });
    const items = lines.slice(0, limit).map(lineView);
    const next = lines.length > limit ? (items.at(-1)?.number ?? null) : null;
    if (next !== null) response.set('Link', `<${pathOfComplaint(reference)}/journal?after=${next}&limit=${limit}>; rel="next"`);
    response.json({ items, next } satisfies JournalPage);
  };
}

function lineView({ number, at, actor, event, detail, digest, recorded_at, hash }: ProvenLine): JournalPage['items'][number] {
  return {
    number,
    at: at.toISOString(),
    actor,
    event,
    detail,
    recordedAt: recorded_at.toISOString(),
    ...(digest === null ? {} : { textDigest: digest.toString('hex') }),
    hash: hash.toString('hex'),
  };
}
