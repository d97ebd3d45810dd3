import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';

/**
 * One line for each request: who, which route, how it ended. Never what was sent: no bodies, no headers, no query strings, and of
 * the path only the route and the reference of a complaint that exists, because people search for names.
 */
export function requestLog(log: Logger): RequestHandler {
  const line = pinoHttp<Request, Response>({
    logger: log,
    genReqId: (_request: IncomingMessage, response: ServerResponse) => {
      const id = randomUUID();
      response.setHeader('X-Request-Id', id);
      return id;
    },
    quietReqLogger: true,
    quietResLogger: true,
    customLogLevel: (_request, response) => (response.statusCode >= 500 ? 'error' : 'info'),
    customSuccessObject: described,
    customErrorObject: (request, response, _error, given: unknown) => described(request, response, given),
    customSuccessMessage: (request) => `${request.method} ${routeOf(request)}`,
    customErrorMessage: (request) => `${request.method} ${routeOf(request)}`,
  });
  return (request, response, next) => {
    line(request, response);
    response.locals['requestId'] = request.id;
    next();
  };
}

function described(_request: Request, response: Response, given: unknown): Record<string, unknown> {
  const reference = response.locals['reference'] as string | undefined;
  const actor = response.locals['actor'] as string | undefined;
  return {
    status: response.statusCode,
    milliseconds: (given as { responseTime?: number }).responseTime,
    ...(actor === undefined ? {} : { actor }),
    ...(reference === undefined ? {} : { reference }),
  };
}

function routeOf(request: Request): string {
  const route = request.route as { path?: unknown } | undefined;
  return typeof route?.path === 'string' ? route.path : '(no route)';
}
