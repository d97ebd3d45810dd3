import { describe, expect, test } from '@jest/globals';
import { loadProcedures } from '../../procedures/load-procedures.ts';
import { ProcedureFilesError } from '../../procedures/yaml-files.ts';
import { copyOfProcedures } from './procedure-files.ts';

describe('faults in the parts that all five firms have are named with file, line, what is wrong and what is allowed', () => {
  test.each<[string, string, string, string, RegExp]>([
    [
      'a way to complain by telephone without the country',
      '123-courtage.yaml',
      'address: "+33157969060"',
      'address: 01 57 96 90 60',
      /123-courtage\.yaml, line \d+: channels\[0\]\.address: '01 57 96 90 60' is no address for phone; write it like \+33157969060/,
    ],
    [
      'a mailbox that is none',
      'optimco.yaml',
      '    address: klachtenonthaal@optimco.be',
      '    address: klachtenonthaal',
      /channels\[1\]\.address: 'klachtenonthaal' is no address for e-mail; write it like complaints@example\.org/,
    ],
    [
      'a web form of another firm',
      'alter-ego.yaml',
      'address: /alter-ego/complaint',
      'address: /opticourtage/complaint',
      /channels\[4\]\.address: '\/opticourtage\/complaint' is no address for web-form; write it like \/alter-ego\/complaint/,
    ],
    [
      'a way to complain that does not exist',
      'alter-ego.yaml',
      'channel: meeting',
      'channel: fax',
      /channels\[3\]\.channel: 'fax' is not allowed; allowed: web-form, letter, e-mail, phone, meeting/,
    ],
    [
      'a second person in charge where nobody is',
      'alter-ego.yaml',
      '    when: somebody has telephoned',
      '    when: somebody has telephoned\n    fallback: client-service',
      /routing\[4\]\.fallback: is a second 'fallback'; allowed: one, who is in charge where nobody is named/,
    ],
    [
      'somebody in charge who is not on the staff',
      'alter-ego.yaml',
      'fallback: complaints-manager',
      'fallback: nobody',
      /routing\[1\]\.fallback: 'nobody' is not known; allowed: complaints-manager, client-service/,
    ],
    [
      'an answer by somebody who is not on the staff',
      'almena.yaml',
      'approves: { answers: complaints-manager',
      'approves: { answers: director',
      /approves\.answers: 'director' is not known; allowed: complaints-manager, client-service/,
    ],
    [
      'an approval that is neither needed nor not',
      'almena.yaml',
      'required: false',
      'required: maybe',
      /approves\.required: 'maybe' is not allowed; allowed: true, false/,
    ],
    [
      'letters first in another language than the text’s',
      'optimco.yaml',
      'languages: [nl, fr, en]',
      'languages: [fr, nl, en]',
      /firm\.languages: begins with another language than the text's; allowed: nl first/,
    ],
    [
      'a function without its words in a language of the firm',
      'optimco.yaml',
      '      en: { name: The complaints desk, role: case handling }\n',
      '',
      /staff\[1\]\.translations: complaints-desk has no name and role in 'en', which the firm writes; add them here/,
    ],
    [
      'a closed body in what letters print',
      'almena.yaml',
      'address: [Chemin de Pennel',
      'address: [ec.europa.eu/consumers/odr, Chemin de Pennel',
      /firm\.address: 'ec\.europa\.eu\/consumers\/odr' must not stand in a letter \(recourse directory\); leave it out/,
    ],
    [
      'a renamed body in what letters print',
      '123-courtage.yaml',
      'role: Service Réclamation',
      'role: membre de la FFA',
      /staff\[0\]: 'FFA' must not stand in a letter \(recourse directory\); write France Assureurs/,
    ],
    [
      'the mediator of another country',
      'optimco.yaml',
      'recourse: [ombudsman-insurance,',
      'recourse: [ombudsman-insurance, cnil,',
      /recourse\[1\]: 'cnil' takes no complaint about a firm in BE; allowed: bodies of that country/,
    ],
    [
      'a step to the mediator without one',
      'almena.yaml',
      'recourse: [mediation-assurance, ',
      'recourse: [',
      /steps\.mediator: needs a mediator in 'recourse'; add the id of one/,
    ],
    [
      'a body without a name in a language of the firm',
      'recourse/belgium.yaml',
      ', en: the Insurance Ombudsman',
      '',
      /optimco\.yaml, line \d+: recourse\[0\]: 'ombudsman-insurance' has no name in 'en', which the firm writes/,
    ],
    [
      'a duty of every procedure without a limit',
      'alter-ego.yaml',
      'from: mediator-period',
      'from: decision',
      /alter-ego\.yaml, line \d+: defaults: no limit for mediation-reminder from mediator-period; add one, with its reason/,
    ],
    [
      'a default that stands there twice',
      'almena.yaml',
      'duty: sending-on',
      'duty: redirecting',
      /defaults\[6\]: redirecting from decision stands there twice for one kind; allowed: once/,
    ],
    [
      'a week for another duty than the acknowledgement',
      'optimco.yaml',
      '    extension: with-reasons',
      '    answerPossibleWithin: { within: 7, unit: calendarDays }\n    extension: with-reasons',
      /timeLimits\[1\]\.answerPossibleWithin: is not allowed for final-response; allowed: for the acknowledgement/,
    ],
    [
      'a kind of complaint that a limit cannot have',
      'almena.yaml',
      'kinds: [classic, gdpr]',
      'kinds: [classic-and-gdpr]',
      /timeLimits\[0\]\.kinds\[0\]: 'classic-and-gdpr' is not allowed; allowed: classic, gdpr/,
    ],
    [
      'a letter that acknowledges nothing',
      '123-courtage.yaml',
      'acknowledgement: ten-day-notice }',
      'acknowledgement: interim-reply }',
      /letters\.acknowledgement: 'interim-reply' is not allowed; allowed: acknowledgement, ten-day-notice/,
    ],
    [
      'a promise that nothing keeps',
      '123-courtage.yaml',
      'promise: help-offered',
      'promise: champagne',
      /promises\[6\]\.promise: 'champagne' is not allowed; allowed: measures-or-redress-stated/,
    ],
    [
      'a contact without its sentence',
      '123-courtage.yaml',
      'until: the complaint is resolved, or can no longer be treated\n  sentence: >-',
      'until: the complaint is resolved, or can no longer be treated\n  sentense: >-',
      /pointOfContact: 'sentense' is not known here; allowed: until, sentence, source/,
    ],
    [
      'a first contact that one cannot pass by with a sentence of another text',
      'optimco.yaml',
      '      Wanneer u geen bevredigende',
      '      Wanneer u een bevredigende',
      /firstContact\.directly\.sentence: .* does not stand in procedures\/texts\/optimco\.nl\.txt; allowed: its words, exactly as there/,
    ],
    [
      'a time of day that does not exist',
      'optimco.yaml',
      'digest: { at: 07:30 }',
      'digest: { at: 24:30 }',
      /digest\.at: '24:30' does not fit; write it like 08:00/,
    ],
    [
      'an insurer chased for ever',
      'almena.yaml',
      'chasers: 2',
      'chasers: 100',
      /insurerReply\.chasers: '100' is not allowed; allowed: a whole number from 0 to 10/,
    ],
    [
      'a number of days without its unit in a regulator’s file',
      'regulators/belgium.yaml',
      '    from: received',
      '    within: 30\n    from: received',
      /belgium\.yaml, line \d+: limits\[0\]: needs both 'within' and 'unit', or neither where the law has no number/,
    ],
    [
      'a law without number and words',
      'regulators/belgium.yaml',
      '    note: a firm answers a complaint as fast as possible; the law has no number of days\n',
      '',
      /belgium\.yaml, line \d+: limits\[0\]: has no number, so it needs a 'note' with what the law says/,
    ],
    [
      'a mediator that does not say whether it wants a prior written complaint',
      'recourse/belgium.yaml',
      '    needsWrittenComplaint: false\n',
      '',
      /belgium\.yaml, line \d+: bodies\[0\]\.needsWrittenComplaint: a mediator, and only a mediator, says/,
    ],
    [
      'a body that ends before it begins',
      'recourse/belgium.yaml',
      '    free: true\n    needsWrittenComplaint',
      '    free: true\n    validFrom: 2026-01-01\n    validUntil: 2025-01-01\n    needsWrittenComplaint',
      /bodies\[0\]\.validUntil: is before validFrom; allowed: that day or later/,
    ],
  ])('%s', async (_fault, file, from, to, message) => {
    const copy = await copyOfProcedures();
    try {
      await copy.change(file, from, to);
      await expect(loadProcedures(copy.folder)).rejects.toThrow(
        expect.objectContaining({ name: ProcedureFilesError.name, message: expect.stringMatching(message) }),
      );
    } finally {
      await copy.remove();
    }
  });
});
