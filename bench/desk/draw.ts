/** Draws the same things every time, so that two runs have the same register before them. */
export class Draw {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** From 0 up to, not including, `below`. */
  number(below: number): number {
    // Numbers of Lehmer: good enough to spread, and the same everywhere.
    this.#state = (this.#state * 48_271) % 2_147_483_647;
    return this.#state % below;
  }

  one<T>(things: readonly T[]): T {
    const thing = things[this.number(things.length)];
    if (thing === undefined) throw new RangeError('There is nothing to draw from.');
    return thing;
  }

  /** A fictional person, with what they complain about. */
  person(): { name: string; email: string; matter: string } {
    const name = `${this.one(firstNames)} ${this.one(beginnings)}${this.one(endings)}`;
    const mailbox = name
      .normalize('NFD')
      .replace(/[^A-Za-z ]/g, '')
      .replace(/ /g, '.')
      .toLowerCase();
    return { name, email: `${mailbox}${this.number(10_000)}@example.org`, matter: `${this.one(things)} ${this.one(contracts)}` };
  }
}

const firstNames = [
  'Amélie',
  'Baptiste',
  'Céleste',
  'Dominique',
  'Élodie',
  'Fatou',
  'Gaëlle',
  'Hugo',
  'Inès',
  'Jules',
  'Karim',
  'Léa',
  'Mathis',
  'Noé',
  'Océane',
  'Pieter',
  'Quentin',
  'Roos',
  'Sander',
  'Wout',
];
const beginnings = ['Exem', 'Modè', 'Fic', 'Spéci', 'Voor', 'Beel', 'Essai', 'Témoi', 'Démo', 'Échan', 'Proto', 'Maquet'];
const endings = [
  'ple',
  'lier',
  'tif',
  'men',
  'beeldt',
  'denaar',
  'gneux',
  'tillon',
  'typier',
  'tine',
  'sson',
  'mans',
  'quet',
  'rand',
  'veld',
];
const things = [
  'le remboursement de',
  'la résiliation de',
  'l’indemnisation de',
  'le tarif de',
  'le délai de',
  'de opzegging van',
  'de schadevergoeding van',
];
const contracts = [
  'votre contrat automobile',
  'votre assurance habitation',
  'votre contrat santé',
  'vos lunettes',
  'votre sinistre',
  'uw brandverzekering',
  'uw rechtsbijstand',
];
