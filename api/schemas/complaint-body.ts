import { z } from 'zod';
import { capacities } from '../../procedures/recourse-schema.ts';
import { channels, languages, salutations } from '../../register/complaint-content.ts';
import { complaintKinds, mandates } from '../../workflows/domain/complaint.ts';
import { saying } from '../problems/field-faults.ts';
import {
  civilDate,
  countryCode,
  emailAddress,
  identifier,
  line,
  optionalLine,
  optionalText,
  referenceForm,
  text,
} from './text.ts';

/** Senders whose complaint begins at level 2b, unless the procedure lists its own. */
export const sensitiveSenders = [
  'lawyer',
  'legal-protection-insurer',
  'trade-association',
  'rights-defender',
  'consumer-authority',
  'consumer-platform',
  'supervisor',
  'journalist',
] as const;

/** Who writes; a complaint that the mediator or a court brings begins at level 3 or 4. */
export const senders = [
  'private-person',
  'company',
  'broker',
  'relative',
  'association',
  ...sensitiveSenders,
  'mediator',
  'court',
] as const;
export type Sender = (typeof senders)[number];

const optionalId = identifier.or(z.literal('')).optional();

const phone = z
  .string()
  .overwrite((value) => value.trim())
  .regex(/^\+?[0-9 ()./\-\u00a0\u202f]{4,40}$/, saying('no-phone', 'is no telephone number; write it like +33 1 23 45 67 89'));

const postalAddress = z.strictObject({
  lines: z.array(line(100)).min(1).max(5).meta({ description: 'What stands under the name: street and number, complement.' }),
  postcode: optionalLine(12),
  town: optionalLine(100),
  country: countryCode.meta({ description: 'ISO 3166-1 alpha-2.' }),
});

const person = {
  name: line(200),
  salutation: z.enum(salutations).optional().meta({ description: "'none' where left out; a lawyer is addressed as one." }),
  email: emailAddress()
    .or(z.literal(''))
    .optional()
    .meta({ description: 'Letters go there; without one they wait in the post tray.' }),
  phone: phone.or(z.literal('')).optional().meta({ description: 'With the country (+33…), or as it is dialled at home.' }),
  address: postalAddress.optional(),
};

const complainant = z.strictObject({
  ...person,
  status: optionalLine(100).meta({ description: "In the person's own words: client, prospect, injured party …" }),
});

/** Who writes for the complainant, at registration or named later. */
export const representativeBody = z
  .strictObject({
    ...person,
    mandate: z.enum(mandates).default('missing').meta({
      description: "Whether the authority to act for the complainant has been shown. 'missing' where left out: it is asked for.",
    }),
  })
  .meta({
    description:
      'Who writes for the complainant: once the mandate is recorded, letters go there. Left out: letters go to the complainant.',
  });

/** What can be completed or corrected later: nothing in it is blank, and what is left out stays as it is. */
export const completedFields = z
  .strictObject({
    complainant: z
      .strictObject({
        name: person.name,
        salutation: z.enum(salutations),
        email: emailAddress(),
        phone,
        address: postalAddress,
        status: line(100),
      })
      .partial(),
    matter: line(300),
    stepsTaken: text(),
    answerReceived: text(),
    arguments: text(),
    solutionSought: text(),
    policyNumber: line(100),
    noPolicyNumber: z
      .literal(true)
      .meta({ description: 'There is no policy number, or nobody has it: it is not asked for again.' }),
    claimNumber: line(100),
  })
  .partial()
  .refine(
    (fields) => Object.keys(fields).length > 0 && Object.keys(fields.complainant ?? { some: true }).length > 0,
    saying('nothing-new', 'names nothing that is known now'),
  )
  .meta({ id: 'CompletedFields', description: 'What is known now, in the fields of the registration; the rest stays as it is.' });

const earlierWriting = z
  .strictObject({
    on: civilDate.meta({ description: "The day of the earlier writing, in the firm's zone; not after 'received'." }),
    to: optionalLine(200).meta({ description: 'To whom it was written: the firm, the insurer, a branch …' }),
  })
  .meta({
    description:
      "The person complained about the same in writing before: the regulator's limits and the time with the mediator run from the earlier of this day and 'sent'. Left out where nothing is known of it; not for what was only said.",
  });

/** A complaint to be registered. */
export const complaintBody = z
  .strictObject({
    procedure: line(60).meta({ description: "The firm's procedure; /api/procedures lists them." }),
    kind: z.enum(complaintKinds).default('classic').meta({
      description:
        "'gdpr': about personal data; 'classic-and-gdpr': both, each with its own clock and answer under one reference.",
    }),
    channel: z.enum(channels).meta({
      description:
        'How the complaint arrived; every way counts, whether the procedure lists it or not, but for the web form. By telephone or in a meeting, the procedure says whether it is taken as a complaint or the person is invited to write.',
    }),
    sent: civilDate.or(z.literal('unknown')).optional().meta({
      description: "The date written on it, a day in the firm's zone; left out where unknown, and for what was only said.",
    }),
    earlierWriting: earlierWriting.optional(),
    received: line(40)
      .optional()
      .meta({
        description:
          "When it arrived, wherever in the firm: a date-time with its offset, or a day in the firm's zone. Left out: now.",
        examples: ['2026-05-13T18:30:00+02:00', '2026-05-13'],
      }),
    language: z
      .enum(languages)
      .optional()
      .meta({ description: "Of the letters; one that the firm writes in. Left out: the firm's first." }),
    country: countryCode.optional().meta({ description: "The complainant's; left out: that of the address, else the firm's." }),
    sender: z
      .enum(senders)
      .default('private-person')
      .meta({ description: "Who writes: a sensitive sender raises the level to 2b, 'mediator' to 3, 'court' (a summons) to 4." }),
    capacity: z.enum(capacities).default('consumer').meta({ description: 'Decides which ways on are open.' }),
    complainant,
    representative: representativeBody.optional(),
    matter: optionalLine(300).meta({ description: "What it is about, a neutral noun phrase in the complainant's language." }),
    reason: text().meta({ description: 'The complaint in its own words.' }),
    stepsTaken: optionalText(),
    answerReceived: optionalText(),
    arguments: optionalText(),
    solutionSought: optionalText(),
    policyNumber: optionalLine(100),
    noPolicyNumber: z
      .boolean()
      .optional()
      .meta({ description: 'The person has said that there is no policy number, or that they do not have it.' }),
    claimNumber: optionalLine(100),
    caseHandler: optionalLine(60).meta({
      description:
        "The id of the person in charge, from the procedure's staff. Left out: whom the procedure names for that, if anybody.",
    }),
    concernedStaff: z
      .array(line(60))
      .max(20)
      .optional()
      .meta({ description: 'The ids of staff whom the complaint is about: they cannot be in charge of it.' }),
    linkedTo: line(30)
      .regex(referenceForm, saying('no-reference', 'is no reference; write it like OPT-2026-000123'))
      .or(z.literal(''))
      .optional()
      .meta({ description: 'The reference of the earlier complaint that this new matter came from; the clocks begin anew.' }),
    product: optionalId.meta({
      description: 'The kind of contract, an id of /api/classification; left out where it is not known.',
    }),
    reasonCategory: optionalId.meta({ description: 'The reason, an id of /api/classification.' }),
    insurer: optionalId.meta({ description: "The insurer whom it is about, an id of the insurers' directory." }),
    solvedAtOnce: optionalText().meta({
      description:
        'How a complaint told by telephone or in a meeting was put right at once: it is recorded, and nothing is owed.',
    }),
  })
  .meta({ id: 'NewComplaint', description: 'A complaint as it was made.' });
export type ComplaintBody = z.output<typeof complaintBody>;
