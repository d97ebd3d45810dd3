import type { CivilDate } from './time.ts';

/** What a firm's procedure says to the rules of decisions, for one complaint. */
export interface FirmRules {
  /** The ids of the staff named in the procedure. */
  staff: string[];
  /** An answer that is possible within a week puts the acknowledgement off (Optimco). */
  answerWithinWeek: boolean;
  /** The result is followed by a letter within a limit of its own (123 Courtage). */
  resolutionLetter: boolean;
  /** After a disagreement the firm treats the complaint a second time (level 2a). */
  secondTreatment: boolean;
  /** Every result waits for the approval of whom the procedure names. */
  approvalRequired: boolean;
  /** The version of the procedure that new complaints are registered on; absent where the firm has none any more. */
  versionInForce?: string | undefined;
  /** The mediator can be asked until a day that is known, for what is in writing and no matter of personal data alone. */
  mediatorPeriod: boolean;
  /** The last day to which an answer about personal data can be put off; absent where it cannot. */
  latestGdprExtension?: CivilDate | undefined;
}
