import type { Page } from 'playwright-core';

/** What somebody answers who has something to complain about; by the names of the form's fields. */
export const answers = {
  kind: 'classic',
  reason:
    'Le 3 mars, j’ai demandé le remboursement de mes lunettes.\n\nOn me répond que le plafond est atteint, alors que je n’ai rien demandé cette année.',
  arguments: 'Mon contrat prévoit 300 € par an pour l’optique.',
  solution: 'Le remboursement de 280 €.',
  contacted: 'yes',
  steps: 'Appel au service clients le 20 mars, puis un e-mail le 2 avril.',
  answer: 'Le plafond serait atteint.',
  written: 'no',
  policy: 'OPT-4711-22',
  writer: 'myself',
  status: 'insured',
  given: 'Dominique',
  family: 'Exemple',
  email: 'dominique@example.org',
  phone: '06 12 34 56 78',
  country: 'FR',
  street: '5 avenue de l’Exemple',
  postcode: '75002',
  town: 'Paris',
};

/** Fills the form in as somebody does, and adds a file. */
export async function fillIn(page: Page, changes: Partial<Record<string, string>> = {}): Promise<void> {
  for (const [name, value] of Object.entries({ ...answers, ...changes })) {
    if (value === undefined) continue;
    const field = page.locator(`#complaint [name="${name}"]`);
    if ((await field.count()) === 0) continue;
    if ((await field.first().getAttribute('type')) === 'radio') await page.check(`#f-${name}-${value}`);
    else if (name === 'country' || name === 'product') await field.selectOption(value);
    else await field.fill(value);
  }
  const files = [{ name: 'refus du 3 avril.txt', mimeType: 'text/plain', buffer: Buffer.from('Votre plafond est atteint.') }];
  await page.setInputFiles('#f-files', files);
  await page.click('button[value="upload"]');
}
