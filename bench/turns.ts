import type { Roots } from './measure/cpu.ts';
import { type FormName, formNames } from './roles/messages.ts';

/**
 * The forms in the order of a round (1, 2, 3 …): each round begins with the next, so that what a server still does after one form does
 * not fall into the same other form in every round.
 */
export function formsInRound(round: number): FormName[] {
  const first = (round - 1) % formNames.length;
  return [...formNames.slice(first), ...formNames.slice(0, first)];
}

const usedByAll = ['Temporal server', "Temporal's PostgreSQL"];

/** The processes that a form uses, besides its worker and the bench itself: what idles meanwhile is no cost of the form. */
export function processesOf(form: FormName, roots: Roots): Roots {
  if (form === 'whole') return roots;
  return Object.fromEntries(Object.entries(roots).filter(([name]) => usedByAll.includes(name)));
}
