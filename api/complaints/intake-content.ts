import type { Procedure } from '../../procedures/schema.ts';
import type { ComplaintContent, PostalAddress, Representative, Salutation } from '../../register/complaint-content.ts';
import type { ComplaintBody } from '../schemas/complaint-body.ts';
import { given } from '../schemas/text.ts';
import { phoneNumber } from './phone-number.ts';

/** Whom a complaint names: the complainant, and who writes for them. */
type PersonBody = Omit<NonNullable<ComplaintBody['representative']>, 'mandate'>;

/** The complainant's country, where nothing is said of it the firm's. */
export function countryOf({ country, complainant }: ComplaintBody, { firm }: Procedure): string {
  return country ?? complainant.address?.country ?? firm.country;
}

/** What is personal in a complaint, blank fields left out. */
export function contentOf(body: ComplaintBody, procedure: Procedure): ComplaintContent {
  const country = countryOf(body, procedure);
  const { complainant, representative, earlierWriting } = body;
  // A lawyer is who writes: for somebody else where there is one.
  const writer: Salutation = body.sender === 'lawyer' ? 'lawyer' : 'none';
  return {
    complainant: withoutBlanks({
      ...personOf(complainant, country, representative ? 'none' : writer),
      status: complainant.status,
    }),
    ...withoutBlanks({
      representative: representative && personOf(representative, representative.address?.country ?? country, writer),
      matter: body.matter,
      reason: body.reason,
      stepsTaken: body.stepsTaken,
      answerReceived: body.answerReceived,
      arguments: body.arguments,
      solutionSought: body.solutionSought,
      policyNumber: body.policyNumber,
      noPolicyNumber: body.noPolicyNumber === true ? true : undefined,
      claimNumber: body.claimNumber,
      earlierWriting: earlierWriting && withoutBlanks(earlierWriting),
      solvedBy: body.solvedAtOnce,
    }),
  };
}

/** Somebody whom a complaint names, blank fields left out. `usual` is how they are addressed where it is not said. */
export function personOf(
  { name, salutation, email, phone, address }: PersonBody,
  country: string,
  usual: Salutation,
): Representative {
  return withoutBlanks({
    name,
    salutation: salutation ?? usual,
    email,
    phone: phone ? phoneNumber(phone, country) : undefined,
    address: address && addressOf(address),
  });
}

function addressOf({ lines, postcode, town, country }: NonNullable<PersonBody['address']>): PostalAddress {
  const place = [given(postcode), given(town)].filter((part) => part !== undefined).join(' ');
  return { lines: place === '' ? lines : [...lines, place], country };
}

function withoutBlanks<Fields extends object>(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== '')) as Fields;
}
