import { z } from 'zod';
import {
  closureReasons,
  complaintParts,
  escalationTargets,
  mandates,
  outcomes,
  responsibilities,
} from '../../workflows/domain/complaint.ts';
import { day, instant } from './view-fields.ts';

const result = { outcome: z.enum(outcomes), decision: z.string().meta({ description: 'The id of its message.' }) };

/** How it came in, who treats it, what was decided, where it can go on. */
export const courseShape = {
  treatedBy: z.string().optional().meta({ description: "Who treats a complaint of this level, in the procedure's words." }),
  oral: z
    .enum(['taken', 'invited'])
    .optional()
    .meta({ description: "Made by word of mouth: 'taken' as a complaint, or 'invited' to be written, which starts the clocks." }),
  writing: z
    .object({ sentOn: day('As written on it.').optional(), receivedOn: day("In the firm's zone.") })
    .optional()
    .meta({ description: 'The first writing of what was only said.' }),
  linkedTo: z.string().optional().meta({ description: 'The earlier complaint that this new matter came from.' }),
  newMatters: z.array(z.string()).meta({ description: 'The complaints that came from this one as new matters.' }),
  mandate: z.enum(mandates).optional().meta({ description: 'Of who writes for the complainant.' }),
  barred: z.array(z.string()).optional().meta({ description: 'The ids of staff whom the complaint is about.' }),
  responsibility: z.enum(responsibilities).optional(),
  acknowledgedAt: instant('When the acknowledgement was out.').optional(),
  recordedResult: z.object(result).optional().meta({ description: 'The result is known; its letter follows.' }),
  proposal: z
    .object({
      ...result,
      part: z.enum(complaintParts),
      validUntil: day('A day in it that must not have passed when it is approved.').optional(),
    })
    .optional()
    .meta({ description: 'A result that waits for approval.' }),
  answeredAt: instant('When the answer was out.').optional(),
  gdpr: z
    .object({
      outcome: z.enum(outcomes).optional(),
      answeredAt: instant('When its answer was out.').optional(),
      extendedTo: day('The day to which its answer was put off.').optional(),
    })
    .optional()
    .meta({ description: 'The part about personal data, once something was decided on it.' }),
  closing: z
    .enum(closureReasons)
    .optional()
    .meta({ description: 'It is being closed, for this reason: its last letter has not left yet.' }),
  closure: z.object({ reason: z.enum(closureReasons) }).optional(),
  escalations: z.array(z.enum(escalationTargets)).meta({ description: 'Where the complaint is now, besides here.' }),
  mediator: z.enum(['has-it', 'refused', 'gave-opinion']).optional().meta({ description: 'Once the mediator was heard of.' }),
  mediatorPeriod: z
    .object({
      from: day('The first day; absent where the way is open at any time.').optional(),
      until: day('The last day.'),
    })
    .optional()
    .meta({ description: 'When a consumer can go to the mediator; absent where no period is known, or nothing is in writing.' }),
};
