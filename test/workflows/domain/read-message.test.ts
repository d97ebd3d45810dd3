import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readMessage } from '../../../workflows/domain/read-message.ts';
import { anyMessage } from './any-message.ts';

const signals = ['decide', 'escalate', 'receive'] as const;

describe('what a signal carries', () => {
  test('each known message is read as it was written', () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        expect(readMessage(message.signal, message.body)).toEqual(message);
      }),
    );
  });

  test('nothing but the known fields is taken over', () => {
    fc.assert(
      fc.property(anyMessage, fc.dictionary(fc.string(), fc.anything()), (message, more) => {
        expect(readMessage(message.signal, { ...more, ...message.body })).toEqual(message);
      }),
    );
  });

  test('whatever else it is, it is no message, or one with known fields and values only', () => {
    fc.assert(
      fc.property(fc.constantFrom(...signals), fc.anything(), (signal, payload) => {
        expect(readMessage(signal, payload)).toBeUndefined();
      }),
    );
  });

  test.each([
    ['a decision under another signal', 'receive', { decision: 'close' }],
    ['a decision that does not exist', 'decide', { decision: 'forget' }],
    ['a decision that every object has', 'decide', { decision: 'constructor' }],
    ['nothing', 'decide', undefined],
    ['a text', 'decide', 'close'],
    ['a list', 'decide', [{ decision: 'close' }]],
    ['an outcome that does not exist', 'decide', { decision: 'resolve', outcome: 'maybe' }],
    ['a result without its outcome', 'decide', { decision: 'resolve' }],
    ['a case handler who is a sentence', 'decide', { decision: 'assign', caseHandler: 'Dominique Exemple' }],
    ['a case handler without a name', 'decide', { decision: 'assign', caseHandler: '' }],
    ['a case handler of endless name', 'decide', { decision: 'assign', caseHandler: 'a'.repeat(61) }],
    ['a responsibility of nobody', 'decide', { decision: 'set-responsibility', responsibility: 'weather' }],
    ['a date in words', 'decide', { decision: 'announce-delay', newDate: 'next week' }],
    ['a date that is an instant', 'decide', { decision: 'announce-delay', newDate: '2026-08-01T00:00:00Z' }],
    ['a day that no month has', 'decide', { decision: 'announce-delay', newDate: '2026-08-32' }],
    ['a day that this month does not have', 'decide', { decision: 'announce-delay', newDate: '2026-02-29' }],
    ['a month that no year has', 'decide', { decision: 'announce-delay', newDate: '2026-13-01' }],
    ['a date as a number', 'decide', { decision: 'announce-delay', newDate: 20_260_801 }],
    ['an escalation to the press', 'escalate', { to: 'press' }],
    ['an escalation to nobody', 'escalate', {}],
    ['a receipt of nothing known', 'receive', { what: 'postcard' }],
    ['a notice that only the register gives', 'receive', { what: 'letter-posted', letter: 'x', sentAt: 1 }],
  ] as const)('%s is no message', (_, signal, payload) => {
    expect(readMessage(signal, payload)).toBeUndefined();
  });

  test('29 February is a day in a leap year', () => {
    const body = { decision: 'announce-delay', newDate: '2028-02-29' };
    expect(readMessage('decide', body)).toEqual({ signal: 'decide', body });
  });
});
