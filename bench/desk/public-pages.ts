import { privateTokenOf } from '../../register/private-tokens.ts';
import type { DeskUnderTest } from '../../test/desk/desk-server.ts';

/** What a client sees: the form of a firm, and the own page of some complaints. */
export async function publicAddresses(desk: DeskUnderTest, references: ReadonlyMap<string, string>): Promise<string[]> {
  const pages = ['final answer late', 'Dutch answer due soon', 'with the mediator', 'upheld and closed'].map(async (name) => {
    const reference = references.get(name);
    if (reference === undefined) throw new Error(`The seed has no complaint '${name}'.`);
    return `/c/${await privateTokenOf(desk.register.database, reference)}`;
  });
  return ['/opticourtage/complaint', '/opticourtage/complaint/form', ...(await Promise.all(pages))];
}
