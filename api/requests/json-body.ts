import express, { type RequestHandler } from 'express';
import { Problem } from '../problems/problem.ts';

/** The most that a body may have. */
const limit = '256kb';

const onlyJson: RequestHandler = (request, _response, next) => {
  // `null` where there is no body at all: the fields that are missing say so better.
  if (request.is('application/json') === false)
    throw new Problem(415, {
      detail: 'Send JSON: Content-Type: application/json',
      headers: { 'Accept-Post': 'application/json' },
    });
  next();
};

/** Reads a body of JSON, and nothing else. */
export const jsonBody: RequestHandler[] = [onlyJson, express.json({ limit, type: 'application/json' })];
