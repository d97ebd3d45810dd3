import type { DeskUnderTest, SignedIn } from './desk-server.ts';
import type { Beside } from './seed-beside.ts';

/** Where a page of the router is visited. */
type Visits = (found: Found) => string[] | Promise<string[]>;

/** What there is to visit on the seeded desk. */
interface Found {
  desk: DeskUnderTest;
  /** Who visits. */
  person: SignedIn;
  /** The reference of a complaint of the seed, by its name in seeded.ts. */
  complaint: (name: string) => string;
  beside: Beside;
}

/** What only answers to a form, or is a file and no page: nothing that a browser would show by itself. */
const noPages: RegExp[] = [
  /^\/desk\/assets\//,
  /\.(csv|xlsx|pdf|zip|html|txt|eml)$/,
  /^\/desk\/sign-out$/,
  /^\/desk\/oidc(\/callback)?$/,
  /^\/desk\/session$/,
  // Parts of the page of a complaint: what it asks for while it is open, and the letter in its frame.
  /\/(presence|preview)$/,
  /\/messages\/:id$/,
  /\/classification$/,
];

/** Which complaint a page of one is visited with, unless it says otherwise below. */
const usualComplaint = 'Dutch answer due soon';

const complaints = [
  'final answer late',
  'contract and personal data',
  'with the mediator',
  'a result waits for approval',
  'Dutch answer due soon',
];

/** How each page of the router that has something in its path is visited; the others are visited as they are. */
const visits: Record<string, Visits> = {
  '/desk/complaints/:reference': ({ complaint }) => complaints.map((name) => `/desk/complaints/${complaint(name)}`),
  '/desk/complaints/:reference/decide/:decision': ({ complaint }) =>
    [
      'resolve',
      'resolve?as=classic:upheld',
      'set-responsibility?as=insurer',
      'request-information',
      'complete-file',
      'assign',
      'declare-conflict',
    ].map((decision) => `/desk/complaints/${complaint(usualComplaint)}/decide/${decision}`),
  '/desk/complaints/:reference/letters/:id': async ({ desk, complaint }) => {
    const reference = complaint('final answer late');
    const letters = await desk.register.database.selectFrom('letter').select('id').where('reference', '=', reference).execute();
    return letters.slice(0, 1).map(({ id }) => `/desk/complaints/${reference}/letters/${id}`);
  },
  // A file is handed out as one; what a browser shows of it is the question before it is removed.
  '/desk/complaints/:reference/attachments/:id': () => [],
  '/desk/complaints/:reference/attachments/:id/remove': ({ complaint, beside }) => [
    `/desk/complaints/${complaint('final answer late')}/attachments/${beside.attachment}/remove`,
  ],
  '/desk/intakes/:id/files/:file': () => [],
  '/desk/actions/:id': ({ beside }) => beside.actions.map((id) => `/desk/actions/${id}`),
  '/desk/intakes/:id': ({ beside }) => [...beside.intakes.values()].map((id) => `/desk/intakes/${id}`),
  '/desk/administration/insurers/:id': () => ['/desk/administration/insurers/exemple-assurances'],
  '/desk/administration/people/:id': ({ person }) => [`/desk/administration/people/${person.account}`],
  '/desk/administration/templates/:kind': () => [
    '/desk/administration/templates/upheld?firm=opticourtage&language=fr',
    '/desk/administration/templates/acknowledgement?firm=optimco&language=nl&form=text',
    '/desk/administration/templates/interim-reply?firm=optimco',
  ],
  '/desk/administration/procedures/:id': () => ['/desk/administration/procedures/optimco?received=2026-11-17'],
  '/desk/administration/procedures/:id/move': () => ['/desk/administration/procedures/optimco/move'],
  '/desk/administration/procedures/:id/compare': () => ['/desk/administration/procedures/optimco/compare'],
};

/** Pages in a state of their own: searched, empty, not found. */
const furtherVisits = ['/desk/nowhere'];

/**
 * Every address of the desk that a browser is to look at, from what its router offers: a new page cannot be forgotten. A page that has
 * something in its path of which nobody has said how it is visited comes back as the router has it: `isVisited` is false for it.
 */
export async function addressesOf(
  desk: DeskUnderTest,
  { references, beside, person }: { references: ReadonlyMap<string, string>; beside: Beside; person: SignedIn },
): Promise<string[]> {
  const found: Found = { desk, person, beside, complaint: (name) => references.get(name) ?? missing(name) };
  const paths = [...new Set(desk.pages)].filter((path) => !noPages.some((one) => one.test(path)));
  const addresses = await Promise.all(paths.map((path) => addressesOfPage(path, found)));
  return [...addresses.flat(), ...furtherVisits];
}

/** False for an address that is still the router's path, with a colon before what stands in it. */
export function isVisited(address: string): boolean {
  return !/\/:\w/.test(address);
}

async function addressesOfPage(path: string, found: Found): Promise<string[]> {
  const known = visits[path];
  if (known) return known(found);
  const address = path.replace(':reference', found.complaint(usualComplaint));
  // What only takes a form sends a browser that opens it back to where the form is.
  const { status } = await found.person.get(address.replaceAll(/:\w+/g, '00000000-0000-4000-8000-000000000000'));
  if (status === 303) return [];
  return [isVisited(address) ? address : path];
}

function missing(name: string): never {
  throw new Error(`The seed has no complaint '${name}'.`);
}
