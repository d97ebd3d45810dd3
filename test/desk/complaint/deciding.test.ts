import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { recordBreach } from '../../../register/breaches.ts';
import { readLetterContent } from '../../../register/letters.ts';
import { lettersOf } from '../../../register/queries.ts';
import { registered } from '../../api/api-server.ts';
import { applyAccepted, applyByHand } from '../../api/drive.ts';
import { Course } from '../course.ts';
import { type DeskUnderTest, type SignedIn, startDesk } from '../desk-server.ts';

let desk: DeskUnderTest;
let person: SignedIn;
let course: Course;
const noon = Date.parse('2026-05-13T12:00:00+02:00');

beforeAll(async () => {
  desk = await startDesk();
  person = await desk.signIn({ name: 'Alex Modèle' });
  course = await Course.of(desk);
  course.jumpTo(noon);
});
afterAll(() => desk.close());

const path = (reference: string) => `/desk/complaints/${reference}`;
const rejecting = (reference: string) => `${path(reference)}/decide/resolve?as=classic:rejected`;

/** What a form carries besides what is typed. */
function hiddenIn(html: string): Record<string, string> {
  const found = [...html.matchAll(/<input type="hidden" name="(_seen|_key|language\.[^"]+|proposed\.[^"]+)" value="([^"]*)"/g)];
  return Object.fromEntries(found.map(([, name = '', value = '']) => [name, unescaped(value)]));
}

function unescaped(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#x3D;', '=')
    .replaceAll('&amp;', '&');
}

async function opened(form: string): Promise<Record<string, string>> {
  return hiddenIn((await person.get(form)).text);
}

async function journal(reference: string) {
  return (await desk.get(`/api/complaints/${reference}/journal`)).body.items as {
    event: string;
    detail: Record<string, unknown>;
  }[];
}

const reasons = 'Le contrat exclut les dommages antérieurs à sa signature.';

describe('A decision is a form', () => {
  test('that asks for just what it needs, and whose button names the act', async () => {
    const reference = await registered(desk);
    const { status, text } = await person.get(rejecting(reference));
    expect(status).toBe(200);
    for (const name of ['reasons', 'measures', 'redress.amount', 'redress.paidBy']) expect(text).toContain(`name="${name}"`);
    expect(text).not.toContain('name="offer.terms"');
    expect(text).toMatch(/Envoyer la réponse à (Mme |M\. )?Dominique Exemple/);
  });

  test('that first asks which answer it is', async () => {
    const { text } = await person.get(`${path(await registered(desk))}/decide/resolve`);
    expect([...unescaped(text).matchAll(/\?as=classic%3A([a-z-]+)/g)].map(([, outcome]) => outcome)).toEqual([
      'upheld',
      'partly-upheld',
      'rejected',
      'settled',
    ]);
  });

  test('that keeps the decision once, however often it is sent, and leads back to the complaint', async () => {
    const reference = await registered(desk);
    const form = { ...(await opened(rejecting(reference))), reasons };
    const first = await person.post(rejecting(reference), form);
    const second = await person.post(rejecting(reference), form);
    expect([first.status, second.status]).toEqual([303, 303]);
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
    const events = (await journal(reference)).map(({ event }) => event);
    expect(events.filter((event) => event === 'decision-accepted')).toHaveLength(1);
    const shown = await person.get(first.headers.get('location') ?? '');
    expect(shown.text).toContain('enregistré, en cours d’application');
    await applyAccepted(desk, reference);
    expect((await person.get(first.headers.get('location') ?? '')).text).toContain('c’est fait');
  });

  test('from which something else was sent before comes back with what was typed, and is sent by its next click', async () => {
    const reference = await registered(desk);
    const form = await opened(rejecting(reference));
    expect((await person.post(rejecting(reference), { ...form, reasons })).status).toBe(303);
    const other = 'Une autre explication, écrite après un retour en arrière.';
    const again = await person.post(rejecting(reference), { ...form, reasons: other });
    expect([again.status, again.text.includes(other), again.text.includes('a déjà servi à envoyer autre chose')]).toEqual([
      409,
      true,
      true,
    ]);
    expect(hiddenIn(again.text)['_key']).not.toBe(form['_key']);
    const events = (await journal(reference)).map(({ event }) => event);
    expect(events.filter((event) => event === 'decision-accepted')).toHaveLength(1);
  });

  test('that comes back with what was typed and what is wrong, the summary first', async () => {
    const reference = await registered(desk);
    const settling = `${path(reference)}/decide/resolve?as=classic:settled`;
    const typed = { 'offer.terms': 'Un geste <commercial>', 'offer.amount': 'beaucoup', reasons };
    const { status, text } = await person.post(settling, { ...(await opened(settling)), ...typed });
    expect(status).toBe(422);
    expect(text).toContain('Un geste &lt;commercial&gt;');
    expect(text).toContain('href="#field-offer-amount"');
    expect(text).toContain('href="#field-offer-until"');
    expect(text).toMatch(/<title>Erreur/);
    expect(text.indexOf('error-summary')).toBeLessThan(text.indexOf('<form id="decide"'));
  });

  test('that asks at its own field for what is wanting where one of two would do, and so does what is seen before', async () => {
    const form = `${path(await registered(desk))}/decide/redirect`;
    const typed = { reasons, 'rightFirm.name': 'Exemple Courtage' };
    const { status, text } = await person.post(form, { ...typed, ...(await opened(form)) });
    expect(status).toBe(422);
    const [at] = /id="[^"]*-error">Indiquez un e-mail ou une adresse postale\./.exec(text) ?? [];
    expect(at).toContain('email');
    expect((await person.post(`${form}/preview`, typed)).text).toMatch(
      /<li>E-mail du bon destinataire\u00a0: Indiquez un e-mail ou une adresse postale\.<\/li>/,
    );
  });

  test('that reads money as people type it', async () => {
    const reference = await registered(desk);
    const settling = `${path(reference)}/decide/resolve?as=classic:settled`;
    const typed = { 'offer.terms': 'Un geste commercial', 'offer.amount': '1 234,56', 'offer.until': '2026-07-31', reasons };
    const { text } = await person.post(settling.replace('?', '/preview?'), typed);
    expect(text).toContain('1\u00a0234,56\u00a0€');
    expect((await person.post(settling, { ...(await opened(settling)), ...typed })).status).toBe(303);
  });

  test('that is not offered to who only reads', async () => {
    const reference = await registered(desk);
    const reader = await desk.signIn({ grants: [{ procedure: '*', role: 'compliance' }] });
    expect((await reader.get(path(reference))).status).toBe(200);
    expect((await reader.get(rejecting(reference))).status).toBe(403);
    expect((await reader.post(rejecting(reference), { reasons })).status).toBe(403);
  });
});

describe('Beside it stands the letter', () => {
  test('as it would leave, in a page of its own that runs nothing and stands only within the desk', async () => {
    const reference = await registered(desk);
    const preview = rejecting(reference).replace('?', '/preview?');
    const { status, text, headers } = await person.post(preview, { reasons });
    expect(status).toBe(200);
    expect(text).toContain(reasons);
    expect(text).toContain('Réponse défavorable');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("frame-ancestors 'self'");
    expect(policy).toMatch(/sandbox$/);
    expect(policy).not.toContain('script-src');
    expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
  });

  test('with the names of texts that are still to be written in their places', async () => {
    const { text } = await person.get(rejecting(await registered(desk)).replace('?', '/preview?'));
    expect(text).toContain('[Motifs, tels que le réclamant les lira]');
  });

  test('and keeps nothing', async () => {
    const reference = await registered(desk);
    const before = (await journal(reference)).length;
    await person.post(rejecting(reference).replace('?', '/preview?'), { reasons });
    expect((await journal(reference)).length).toBe(before);
  });
});

describe('The letter is worded otherwise before it goes', () => {
  const ownWords = '# Notre analyse\n\nVotre contrat a été relu ligne à ligne.\n\n– un point\n– un autre';

  async function edited(reference: string, text: string): Promise<{ editing: { text: string }; sent: Record<string, string> }> {
    const form = rejecting(reference);
    const first = { ...(await opened(form)), reasons };
    const editing = await person.post(form, { ...first, _edit: 'rejected' });
    return { editing, sent: { ...first, ...hiddenIn(editing.text), 'edited.rejected': text } };
  }

  test('and leaves in staff’s own words, marked as such in its row, its page and the journal', async () => {
    course.jumpTo(noon);
    const reference = await registered(desk);
    const { editing, sent } = await edited(reference, ownWords);
    expect(editing.text).toContain('name="edited.rejected"');
    expect(editing.text).toContain('# Nos raisons');
    expect((await person.post(rejecting(reference), sent)).status).toBe(303);
    await applyAccepted(desk, reference);
    await course.goOn(reference, noon + 3_600_000);
    const [letter] = (await lettersOf(desk.register.database, reference)).filter(({ kind }) => kind === 'rejected');
    if (!letter) throw new Error('no letter');
    const { text } = await readLetterContent(desk.register.database, letter);
    expect(text).toContain('Votre contrat a été relu ligne à ligne.');
    expect(text).not.toContain(reasons);
    expect(text).toContain('Je ne peux pas donner une suite favorable');
    expect(text).toContain('Médiation de l’Assurance');
    expect(letter.edit).toBe('used');
    const lines = await journal(reference);
    expect(lines.find(({ event }) => event === 'decision-accepted')?.detail).toMatchObject({ editedLetters: ['rejected'] });
    expect(lines.find(({ event }) => event === 'letter-written')?.detail).toMatchObject({ edit: 'used' });
    expect((await person.get(`${path(reference)}/letters/${letter.id}`)).text).toContain('texte modifié');
    const { body } = await desk.get(`/api/complaints/${reference}`);
    expect(body.letters.at(-1)).toMatchObject({ kind: 'rejected', edit: 'used' });
  });

  test('and is no edit where the proposed text is left as it is', async () => {
    const reference = await registered(desk);
    const { sent } = await edited(reference, '');
    const same = { ...sent, 'edited.rejected': sent['proposed.rejected'] ?? '' };
    expect((await person.post(rejecting(reference), same)).status).toBe(303);
    expect((await journal(reference)).at(-1)?.detail).not.toHaveProperty('editedLetters');
  });

  test('but not without the days and amounts that it must show', async () => {
    const reference = await registered(desk);
    const form = `${path(reference)}/decide/announce-delay`;
    const typed = { ...(await opened(form)), newDate: '2026-08-14', reasons };
    const editing = await person.post(form, { ...typed, _edit: 'delay' });
    const { status, text } = await person.post(form, { ...typed, ...hiddenIn(editing.text), 'edited.delay': 'Patience.' });
    expect(status).toBe(422);
    expect(text).toContain('La lettre ne dit plus la nouvelle date');
    expect(text).toContain('Patience.');
  });

  test('and is written without those words where they no longer show what it must on its day', async () => {
    course.jumpTo(noon);
    const reference = await registered(desk);
    const body = { decision: 'request-information', missingFacts: ['le contrat'], reasons };
    const preview = await desk.post(`/api/complaints/${reference}/decisions/preview`, body);
    const [{ editable, language }] = preview.body.items;
    const text = `${editable}\n\nMerci d’avance.`;
    const decided = await desk.post(`/api/complaints/${reference}/decisions`, {
      ...body,
      editedLetters: [{ kind: 'missing-facts', language, text }],
    });
    expect(decided.status).toBe(202);
    const later = noon + 4 * 86_400_000;
    course.jumpTo(later);
    await applyAccepted(desk, reference);
    await course.goOn(reference, later + 3_600_000);
    const letter = (await lettersOf(desk.register.database, reference)).find(({ kind }) => kind === 'missing-facts');
    if (!letter) throw new Error('no letter');
    expect(letter.edit).toBe('left-out');
    expect((await readLetterContent(desk.register.database, letter)).text).not.toContain('Merci d’avance.');
    expect((await person.get(path(reference))).text).toContain('texte modifié non repris');
  });

  test('through the API as well, which refuses a letter that the decision does not send', async () => {
    const reference = await registered(desk);
    const { status, body } = await desk.post(`/api/complaints/${reference}/decisions`, {
      decision: 'resolve',
      outcome: 'rejected',
      reasons,
      editedLetters: [{ kind: 'upheld', language: 'fr', text: 'Autre texte.' }],
    });
    expect(status).toBe(422);
    expect(body.errors).toEqual([
      { path: 'editedLetters.0.kind', code: 'no-letter', message: 'is no letter of this; allowed: rejected' },
    ]);
  });
});

describe('Of two who decide at once', () => {
  beforeEach(() => course.jumpTo(noon));

  test('the second is told who changed what, keeps the text, and can send it all the same', async () => {
    const reference = await registered(desk);
    const form = `${path(reference)}/decide/request-information`;
    const typed = { ...(await opened(form)), missingFacts: 'le contrat\nla facture', reasons: 'Sans eux, rien ne se vérifie.' };
    const other = await desk.signIn({ name: 'Sacha Exemple' });
    const assigning = `${path(reference)}/decide/assign`;
    await other.post(assigning, { ...hiddenIn((await other.get(assigning)).text), caseHandler: 'client-service' });
    const late = await person.post(form, typed);
    expect(late.status).toBe(412);
    expect(late.text).toContain('Le dossier a changé pendant que vous écriviez');
    expect(late.text).toContain('Sacha Exemple');
    expect(late.text).toContain('Confier le dossier');
    expect(late.text).toContain('le contrat\nla facture');
    const again = await person.post(form, { ...typed, ...hiddenIn(late.text) });
    expect(again.status).toBe(303);
  });

  const asking = (reference: string) => `${path(reference)}/decide/request-information`;
  const missing = { missingFacts: 'le contrat', reasons: 'Sans lui, rien ne se vérifie.' };

  test('what Doléance does by itself keeps nobody back: a letter that leaves, a limit that passes', async () => {
    const reference = await registered(desk);
    const form = await opened(asking(reference));
    const before = (await journal(reference)).length;
    await course.goOn(reference, Date.parse('2026-05-28T12:00:00+02:00'));
    await recordBreach(
      desk.register,
      { reference, duty: 'acknowledgement', occasion: 'first', source: 'acpr' },
      'not-done-in-time',
    );
    const since = (await journal(reference)).slice(before);
    expect(since.map(({ event }) => event)).toContain('letter-sent');
    expect((await person.post(asking(reference), { ...form, ...missing })).status).toBe(303);
  });

  test('nor does it that a decision is applied which was there when the form was opened', async () => {
    const reference = await registered(desk);
    await desk.post(`/api/complaints/${reference}/decisions`, { decision: 'raise-level', level: '2b' });
    const form = await opened(asking(reference));
    await applyAccepted(desk, reference);
    expect((await person.post(asking(reference), { ...form, ...missing })).status).toBe(303);
  });

  test('what can no longer be decided after Doléance’s own letter is refused with its reason all the same', async () => {
    const reference = await registered(desk);
    const acknowledging = `${path(reference)}/decide/acknowledge-now`;
    const form = await opened(acknowledging);
    await course.goOn(reference, Date.parse('2026-05-28T12:00:00+02:00'));
    expect((await person.post(acknowledging, form)).status).toBe(409);
  });

  test.each<[what: string, happens: (reference: string) => Promise<unknown>, told: string]>([
    [
      'something that came in',
      (reference) => desk.post(`/api/complaints/${reference}/received`, { what: 'enquiry' }),
      'Demande d’information reçue',
    ],
    [
      'a decision that was sent past the desk',
      (reference) => applyByHand(desk, reference, { signal: 'decide', body: { decision: 'raise-level', level: '2b' } }),
      'Relever le niveau',
    ],
  ])('%s does, and stands alone among what is told', async (_what, happens, told) => {
    const reference = await registered(desk);
    const form = await opened(asking(reference));
    await course.goOn(reference, Date.parse('2026-05-28T12:00:00+02:00'));
    await happens(reference);
    const late = await person.post(asking(reference), { ...form, ...missing });
    expect(late.status).toBe(412);
    const summary = /<section class="error-summary"[\s\S]*?<\/section>/.exec(late.text)?.[0] ?? '';
    expect(summary).toContain(told);
    expect(summary.match(/<li>/g)).toHaveLength(1);
  });

  test('a form that comes back with an error still belongs to the complaint as it stood when it was opened', async () => {
    const reference = await registered(desk);
    const form = await opened(asking(reference));
    await desk.post(`/api/complaints/${reference}/received`, { what: 'enquiry' });
    const wrong = await person.post(asking(reference), { ...form, missingFacts: 'le contrat' });
    expect([wrong.status, hiddenIn(wrong.text)['_seen']]).toEqual([422, form['_seen']]);
    expect((await person.post(asking(reference), { ...missing, ...hiddenIn(wrong.text) })).status).toBe(412);
  });
});

describe('A representative is named after the registration', () => {
  beforeAll(() => course.jumpTo(noon));

  const naming = (reference: string) => `${path(reference)}/decide/name-representative`;
  const lawyer = {
    'representative.name': 'Camille Modèle',
    'representative.salutation': 'lawyer',
    'representative.mandate': 'missing',
    'representative.email': 'camille@example.org',
    'representative.phone': '01 99 00 00 00',
    'representative.address.country': 'FR',
  };

  test('by a form with what is asked at registration, which shows the request for the mandate', async () => {
    const reference = await registered(desk);
    expect((await person.get(path(reference))).text).toContain('Indiquer un représentant');
    const { text } = await person.get(naming(reference));
    for (const name of [...Object.keys(lawyer), 'representative.address.lines']) expect(text).toContain(`name="${name}"`);
    expect(text).toContain('Demande de mandat');
    expect(text).toMatch(/<button class="button primary" id="send">\s*Envoyer\s*<\/button>/);
    const preview = await person.post(`${naming(reference)}/preview`, lawyer);
    expect(preview.text).toContain('camille@example.org');
    expect(preview.text).toContain('Vous nous avez écrit pour une autre personne.');
  });

  test('and stands on the page, with the mandate that is awaited', async () => {
    const reference = await registered(desk);
    const sent = await person.post(naming(reference), { ...(await opened(naming(reference))), ...lawyer });
    expect(sent.status).toBe(303);
    await applyAccepted(desk, reference);
    const { text } = await person.get(path(reference));
    expect(text).toContain('camille@example.org');
    expect(text).toContain('mandat attendu');
    expect(text).toContain('Indiquer un représentant (mandat attendu)');
  });

  test('and, with a mandate, gets the answer: the button says so before', async () => {
    const reference = await registered(desk);
    const shown = {
      ...lawyer,
      'representative.mandate': 'recorded',
      'representative.email': '',
      'representative.address.lines': '4 rue Modèle\n75002 PARIS',
    };
    await person.post(naming(reference), { ...(await opened(naming(reference))), ...shown });
    // Not applied yet: what was accepted counts.
    const { text } = await person.get(rejecting(reference));
    expect(text).toContain('Préparer la réponse à poster à Maître Camille Modèle');
    const preview = await person.post(rejecting(reference).replace('?', '/preview?'), { reasons });
    expect(preview.text).toContain('75002 PARIS');
  });

  test.each<[string, Record<string, string>, string, string]>([
    ['no name', { 'representative.name': '' }, 'representative.name', 'Remplissez ce champ'],
    ['no e-mail address', { 'representative.email': 'camille' }, 'representative.email', 'adresse e-mail'],
    ['no telephone number', { 'representative.phone': 'jour et nuit' }, 'representative.phone', 'numéro de téléphone'],
  ])('but not with %s', async (_what, typed, field, words) => {
    const reference = await registered(desk);
    const wrong = await person.post(naming(reference), { ...(await opened(naming(reference))), ...lawyer, ...typed });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain(`href="#field-${field.replaceAll('.', '-')}"`);
    expect(wrong.text).toMatch(new RegExp(words));
  });
});

describe('What has arrived is recorded', () => {
  test('by a form that offers only what can have come in', async () => {
    const reference = await registered(desk);
    const { text } = await person.get(`${path(reference)}/decide/received`);
    expect(unescaped(text)).toContain('?as=enquiry');
    expect(unescaped(text)).not.toContain('?as=offer-accepted');
    const form = `${path(reference)}/decide/received?as=enquiry`;
    const sent = await person.post(form, { ...(await opened(form)), text: 'Où en est mon dossier ?' });
    expect(sent.status).toBe(303);
    const shown = await person.get(path(reference));
    expect(shown.text).toContain('Où en est mon dossier ?');
  });

  test('with the letters that it sends', async () => {
    const reference = await registered(desk);
    const form = `${path(reference)}/decide/received?as=withdrawal`;
    const { text } = await person.get(form.replace('?', '/preview?'));
    expect(text).toContain('Confirmation du retrait');
  });
});

describe('An answer can be proposed', () => {
  test('and is read by who approves it, with whom it waits for and until when', async () => {
    const reference = await registered(desk);
    const form = rejecting(reference);
    await person.post(form, { ...(await opened(form)), reasons, proposed: 'on' });
    await applyAccepted(desk, reference);
    const own = await person.get(path(reference));
    expect(own.text).toContain('Réponse à approuver');
    expect(own.text.replaceAll('\u00a0', ' ')).toContain('Alex Modèle propose : Défavorable');
    expect(own.text).toContain('Vous l’avez proposée');
    const manager = await desk.signIn({ name: 'Noa Approbation' });
    const { text } = await manager.get(`${path(reference)}/decide/approve`);
    expect(text).toMatch(/Envoyer la réponse à/);
    const preview = await manager.get(`${path(reference)}/decide/approve/preview`);
    expect(preview.text).toContain(reasons);
    const back = `${path(reference)}/decide/send-back`;
    const sentBack = await manager.post(back, { ...hiddenIn((await manager.get(back)).text), reasons: 'Citez l’article.' });
    expect(sentBack.status).toBe(303);
    await applyAccepted(desk, reference);
    expect((await person.get(path(reference))).text).toContain('Citez l’article.');
  });
});
