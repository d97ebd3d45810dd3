import { describe, expect, test } from '@jest/globals';
import { apply } from '../../../workflows/domain/apply.ts';
import type { ComplaintFacts } from '../../../workflows/domain/complaint.ts';
import type { DutyStatus } from '../../../workflows/domain/duties.ts';
import { judge } from '../../../workflows/domain/judge.ts';
import type { Decision, Message, TextName } from '../../../workflows/domain/messages.ts';
import { readMessage } from '../../../workflows/domain/read-message.ts';
import { circumstances, duty, facts, openFromTheStart, plainFirm, type StandingName, situation } from './situations.ts';

const unshown: Decision = { decision: 'name-representative', mandate: 'missing' };
const shown: Decision = { decision: 'name-representative', mandate: 'recorded' };

function verdictOn(standing: StandingName, texts: readonly TextName[] = ['representative']): string {
  const verdict = judge({ ...situation(standing), firm: plainFirm }, { signal: 'decide', body: unshown }, texts);
  return verdict.allowed ? 'allowed' : verdict.reason;
}

function after(body: Decision, before: Partial<ComplaintFacts> = {}, duties: DutyStatus[] = openFromTheStart) {
  return apply(facts(before), duties, { signal: 'decide', body }, circumstances());
}

const mandateReceived: Message = { signal: 'receive', body: { what: 'mandate' } };

describe('A representative can be named after the registration', () => {
  test.each<[StandingName, string]>([
    ['registered', 'allowed'],
    ['acknowledged', 'allowed'],
    ['decided', 'allowed'],
    ['answered', 'allowed'],
    ['being withdrawn', 'closing'],
    ['withdrawn', 'closed'],
    ['answered and closed', 'closed'],
  ])('a complaint that is %s: %s', (standing, expected) => {
    expect(verdictOn(standing)).toBe(expected);
  });

  test('not without saying who it is: a signal by hand has no names', () => {
    expect(verdictOn('registered', [])).toBe('text-missing');
  });

  test('the facts lead to who it is, and do not say it', () => {
    expect(after(shown).facts).toMatchObject({ mandate: 'recorded', representativeNamedBy: 'message-7' });
  });

  test('who named somebody else before is led to the newest', () => {
    const before = { mandate: 'recorded', representativeNamedBy: 'message-3' } as const;
    expect(after(shown, before).facts.representativeNamedBy).toBe('message-7');
  });
});

describe('The mandate of who is named', () => {
  test('is asked for where it was not shown', () => {
    const { owed, ended } = after(unshown);
    expect(owed).toEqual([{ duty: 'mandate-request', letters: ['mandate-request'] }]);
    expect(ended).toEqual([]);
  });

  test('is not asked for where it was shown, nor anybody else’s any more', () => {
    const { owed, ended } = after(shown, { mandate: 'missing' }, [duty('mandate-request')]);
    expect([owed, ended]).toEqual([[], [{ duty: 'mandate-request', occasion: 'first', void: 'replied' }]]);
  });

  test('is asked for instead of the one of who was named before', () => {
    const { owed, ended } = after(unshown, { mandate: 'missing' }, [duty('mandate-request')]);
    expect(owed.map((one) => one.duty)).toEqual(['mandate-request']);
    expect(ended).toEqual([{ duty: 'mandate-request', occasion: 'first', void: 'replaced' }]);
  });

  test('of who was there before does not hold for who comes after', () => {
    expect(after(unshown, { mandate: 'recorded' }).facts.mandate).toBe('missing');
  });
});

describe('Whether later letters have to be early enough for the post', () => {
  test.each<[string, Decision, Partial<ComplaintFacts>, true | undefined]>([
    ['follows who has shown a mandate and has no mailbox', { ...shown, byPost: true }, {}, true],
    ['follows who has shown a mandate and has one', shown, { byPost: true }, undefined],
    ['stays the complainant’s while a mandate is missing', { ...unshown, byPost: true }, {}, undefined],
    ['stays the complainant’s, who has no mailbox', unshown, { byPost: true }, true],
    [
      'is in doubt where letters come back to the complainant: early is in time either way',
      unshown,
      { mandate: 'recorded' },
      true,
    ],
  ])('%s', (_rule, decision, before, byPost) => {
    expect(after(decision, before).facts.byPost).toBe(byPost);
  });

  test.each<[string, Decision, Partial<ComplaintFacts>, true | undefined]>([
    ['by post from then on', { ...unshown, byPost: true }, {}, true],
    ['by mail from then on', unshown, { byPost: true }, undefined],
  ])('follows who shows the mandate later: %s', (_rule, decision, before, byPost) => {
    const named = after(decision, before).facts;
    expect(apply(named, [], mandateReceived, circumstances({}, 'message-8')).facts.byPost).toBe(byPost);
  });

  test('follows the mailbox of who was named, from which the request came back', () => {
    const named = { mandate: 'missing', representativeNamedBy: 'message-3', undeliverable: ['representative'] } as const;
    expect(
      apply(facts({ ...named, undeliverable: [...named.undeliverable] }), [], mandateReceived, circumstances()).facts.byPost,
    ).toBe(true);
  });

  test('begins anew with who is named: that mail came back was of the one before', () => {
    expect(after(shown, { undeliverable: ['representative'], byPost: true }).facts).not.toHaveProperty('undeliverable');
    expect(after(shown, { undeliverable: ['complainant', 'representative'] }).facts.undeliverable).toEqual(['complainant']);
  });

  test('of who was named at registration it stays as it was planned', () => {
    const change = apply(facts({ mandate: 'missing', byPost: true }), [], mandateReceived, circumstances());
    expect(change.facts.byPost).toBe(true);
  });
});

describe('A signal that names a representative', () => {
  test.each<[string, unknown, unknown]>([
    ['carries the mandate and the way', { ...shown, byPost: true }, { ...shown, byPost: true }],
    ['carries no name, whoever sent it', { ...unshown, representative: { name: 'Camille Modèle' } }, unshown],
    ['is none with another mandate', { decision: 'name-representative', mandate: 'perhaps' }, undefined],
    ['is none without a mandate', { decision: 'name-representative' }, undefined],
  ])('%s', (_rule, payload, read) => {
    expect(readMessage('decide', payload)?.body).toEqual(read);
  });
});
