import { Router } from 'express';
import { isWithinReach, positionOfText, presentPosition } from '../../register/changes.ts';
import { callerOf } from '../access/caller.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { notAvailable } from '../problems/problems.ts';
import { callerNow } from '../requests/authentication.ts';
import { readFields } from '../requests/read-fields.ts';
import { type Handler, offer } from '../requests/routes.ts';
import { eventsQuery } from '../schemas/events.ts';
import { EventStream, eventStreamType, usualStreamLimits } from './event-stream.ts';

/** Telling of every change as it happens. */
export function eventRoutes(dependencies: ApiDependencies): Router {
  const router = Router();
  offer(router, '/api/events', { get: events(dependencies) });
  return router;
}

function events({ register, changes, streamLimits }: ApiDependencies): Handler {
  const limits = { ...usualStreamLimits, ...streamLimits };
  return async (request, response) => {
    const filter = readFields(eventsQuery, request.query);
    if (request.method === 'HEAD') return void response.type(eventStreamType).end();
    if (changes.size >= limits.streams) throw notAvailable('As many streams are open as this process serves: try again later.');
    const asked = request.get('Last-Event-ID');
    const after = asked === undefined ? undefined : positionOfText(asked);
    const reached = after && (await isWithinReach(register.database, after, limits.changesBack)) ? after : undefined;
    const listening = { viewer: callerOf(response).viewer, callerNow: () => callerNow(response) };
    const stream = new EventStream(response, listening, filter, limits);
    const leave = await changes.join(stream);
    response.once('close', leave);
    if (response.destroyed) leave();
    if (!changes.position) throw notAvailable('The API is stopping.');
    // Asked anew: those who are told of each change together may be a moment behind.
    stream.begin(reached ?? (await presentPosition(register.database)), asked !== undefined && !reached);
    await stream.catchUp(register, changes);
  };
}
