import { z } from 'zod';
import { complaintParts, type Responsibility } from '../workflows/domain/complaint.ts';
import { span, spanShape } from './rule-schema.ts';
import {
  civilDate,
  countryCode,
  emailAddress,
  fields,
  identifier,
  languages,
  names,
  oneOf,
  someOf,
  status,
  text,
  textLike,
  yesOrNo,
} from './schema-parts.ts';

/** In what capacity somebody complains; only a consumer can be sent to a consumer mediator. */
export const capacities = ['consumer', 'professional', 'broker', 'company'] as const;
export type Capacity = (typeof capacities)[number];

/** What somebody can go on to, in the order in which a letter names it. */
export const bodyTypes = ['insurer', 'mediator', 'data-protection-authority', 'supervisor', 'court'] as const;
export type BodyType = (typeof bodyTypes)[number];

const responsibilities = ['firm', 'insurer'] as const satisfies readonly Responsibility[];

/**
 * When a body can be turned to. Both spans run from the sending of the written complaint, or from its receipt where the sending
 * is unknown.
 */
export const recoursePeriod = fields({
  /** Without an answer within this time, the way is open from the day after. */
  withoutAnswerWithin: span.optional(),
  /** The last day is this far away. */
  until: span,
  /** So long before the last day the complainant is reminded of it; nobody is where it is left out. */
  remindBefore: fields({ ...spanShape, reason: text }).optional(),
  source: text,
  status,
});
export type RecoursePeriod = z.infer<typeof recoursePeriod>;

const website = textLike(/^[a-z0-9.-]+\.[a-z]{2,}(\/\S*)?$/, 'www.example.org');

/** What a letter in that language prints instead of the common one. */
const inLanguages = <Value extends z.ZodType>(value: Value) =>
  fields({ fr: value.optional(), nl: value.optional(), en: value.optional() });

/** A mailbox; one that is not confirmed is kept but never printed. */
const mailbox = fields({ address: emailAddress, print: yesOrNo, note: text.optional() });

const recourseBody = fields({
  id: identifier,
  type: oneOf(bodyTypes),
  name: names,
  /** The body's own name, then the lines under it, as its home writes them. */
  address: z.array(text).optional(),
  /** The same for readers of another language, where the body has its address in that language too. */
  addresses: inLanguages(z.array(text)).optional(),
  website: website.optional(),
  /** The body's pages in another language, where they have an address of their own. */
  websites: inLanguages(website).optional(),
  email: mailbox.optional(),
  free: yesOrNo.optional(),
  /** A mediator that wants to see that the firm was written to first. */
  needsWrittenComplaint: yesOrNo.optional(),
  /** How long the body's own opinion takes. */
  opinion: fields({ ...spanShape, extendable: yesOrNo, source: text, status }).optional(),
  note: text.optional(),
  validFrom: civilDate.optional(),
  validUntil: civilDate.optional(),
  appliesTo: fields({
    kinds: someOf(oneOf(complaintParts), `kinds of complaint: ${complaintParts.join(', ')}`),
    capacities: someOf(oneOf(capacities), `capacities: ${capacities.join(', ')}`),
    countries: someOf(countryCode, 'countries of the firm: FR, BE'),
    responsibilities: someOf(oneOf(responsibilities), `who is responsible: ${responsibilities.join(', ')}`),
  }),
  period: recoursePeriod.optional(),
  source: text,
  status,
})
  .refine((body) => body.type !== 'mediator' || body.appliesTo.capacities.every((capacity) => capacity === 'consumer'), {
    path: ['appliesTo', 'capacities'],
    error: 'a consumer mediator serves consumers only; allowed: consumer',
  })
  .refine((body) => (body.type === 'mediator') === (body.needsWrittenComplaint !== undefined), {
    path: ['needsWrittenComplaint'],
    error: 'a mediator, and only a mediator, says whether it needs a prior written complaint; allowed: true, false',
  })
  .refine((body) => body.validFrom === undefined || body.validUntil === undefined || body.validFrom <= body.validUntil, {
    path: ['validUntil'],
    error: 'is before validFrom; allowed: that day or later',
  });
export type RecourseBody = z.infer<typeof recourseBody>;

/** A body or a name that no longer exists, and what a letter must not contain. */
const closedBody = fields({
  id: identifier,
  name: names,
  closedOn: civilDate.optional(),
  /** Words and addresses that give it away; letters with one of them are refused. */
  neverPrint: someOf(text, 'the words and addresses that a letter must not contain'),
  /** What is said instead; absent where nothing took its place. */
  replacedBy: text.optional(),
  source: text,
  status,
});
export type ClosedBody = z.infer<typeof closedBody>;

/** Where an insurer takes complaints. */
const insurer = fields({
  id: identifier,
  name: text,
  /** True for an entry that only shows the form and is no real insurer. */
  example: yesOrNo.optional(),
  address: z.array(text).optional(),
  email: emailAddress.optional(),
  website: website.optional(),
  /** The language that the insurer is written to in; the firm's first where left out. */
  language: oneOf(languages).optional(),
  validFrom: civilDate.optional(),
  validUntil: civilDate.optional(),
  source: text,
  status,
}).refine((entry) => entry.address !== undefined || entry.email !== undefined, {
  error: "needs an 'address' or an 'email', else nothing can be forwarded",
});
export type Insurer = z.infer<typeof insurer>;

/** A file of the recourse directory. */
export const recourseFile = fields({
  bodies: z.array(recourseBody).optional(),
  closed: z.array(closedBody).optional(),
  insurers: z.array(insurer).optional(),
});
