/** What came, word for word: personal, and so kept encrypted. */
export interface IntakeMessage {
  from?: { name?: string | undefined; address?: string | undefined } | undefined;
  to?: string | undefined;
  subject?: string | undefined;
  text: string;
  /** The names of files that came with it, as they were given. */
  files?: string[] | undefined;
  /** The complaint that it seems to be about, where who wrote it could not be checked. */
  about?: string | undefined;
}

/** Who complains, or writes for them, as far as it could be read; nothing has been checked. */
interface PersonRead {
  name?: string | undefined;
  salutation?: string | undefined;
  email?: string | undefined;
  phone?: string | undefined;
  address?:
    | {
        lines?: string[] | undefined;
        postcode?: string | undefined;
        town?: string | undefined;
        country?: string | undefined;
      }
    | undefined;
}

/** What could be read of a complaint, in the fields of its registration; nothing has been checked. */
export interface IntakeFields {
  kind?: string | undefined;
  /** The day written on it, or `unknown`. */
  sent?: string | undefined;
  language?: string | undefined;
  country?: string | undefined;
  sender?: string | undefined;
  capacity?: string | undefined;
  complainant?: (PersonRead & { status?: string | undefined }) | undefined;
  representative?: (PersonRead & { mandate?: string | undefined }) | undefined;
  matter?: string | undefined;
  reason?: string | undefined;
  stepsTaken?: string | undefined;
  answerReceived?: string | undefined;
  arguments?: string | undefined;
  solutionSought?: string | undefined;
  policyNumber?: string | undefined;
  noPolicyNumber?: boolean | undefined;
  claimNumber?: string | undefined;
  earlierWriting?: { on?: string | undefined; to?: string | undefined } | undefined;
  caseHandler?: string | undefined;
  concernedStaff?: string[] | undefined;
  linkedTo?: string | undefined;
  solvedAtOnce?: string | undefined;
  product?: string | undefined;
  reasonCategory?: string | undefined;
  insurer?: string | undefined;
}
