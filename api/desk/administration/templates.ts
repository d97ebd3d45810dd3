import { type Request, type Response, Router } from 'express';
import { GalleryCase } from '../../../letters/gallery/case.ts';
import { type GallerySources, variantsOf, type WrittenForGallery, writeLetter } from '../../../letters/gallery/gallery.ts';
import { neverSent } from '../../../letters/gallery/left-out.ts';
import { kindsOfLetter } from '../../../letters/kinds.ts';
import { IncompleteLetter, type Language } from '../../../letters/letter.ts';
import { letterPdf } from '../../../letters/pdf/pdf.ts';
import { templateFileOf } from '../../../letters/templates.ts';
import { minimumFacts, waysToWrite } from '../../../letters/writing/ways-to-write.ts';
import type { Procedure } from '../../../procedures/schema.ts';
import { type LetterKind, letterKinds } from '../../../workflows/domain/letters.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { sendPdf } from '../../letters/pdf.ts';
import { notFound } from '../../problems/problems.ts';
import { pathPart } from '../../requests/routes.ts';
import { deskPage, languageOf, say, sendPage } from '../pages.ts';
import { domainWord } from '../words/domain.ts';
import { message } from '../words/words.ts';
import { asked } from './asked.ts';
import { firmsToLookAt } from './firms.ts';

/** In which forms a sample is shown. */
const forms = ['html', 'text'] as const;
type Form = (typeof forms)[number];

/** A sample stands in a frame of the page: no scripts, nothing from elsewhere. */
const samplePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox";

/** The letter templates of each firm, to be looked at: they are changed with the software. */
export function templatePages({ library, directory }: Pick<ApiDependencies, 'library' | 'directory'>): Router {
  const router = Router();
  const sources: GallerySources = { directory, waysToWrite, minimumFacts };
  deskPage(router, '/desk/administration/templates', {
    get: (request, response) => {
      const chosen = choiceOf(request, response, firmsToLookAt(response, library));
      sendPage(request, response, {
        page: 'letter-templates',
        title: say(request, response, 'letterTemplates.title'),
        active: 'administration',
        data: { ...choiceView(chosen), ...listView(chosen, languageOf(request, response)) },
      });
    },
  });
  deskPage(router, '/desk/administration/templates/:kind', {
    get: (request, response) => {
      const kind = kindInPath(request);
      const chosen = choiceOf(request, response, firmsToLookAt(response, library));
      const reader = languageOf(request, response);
      sendPage(request, response, {
        page: 'letter-template',
        title: domainWord(reader, 'letters', kind),
        active: 'administration',
        data: { ...choiceView(chosen), ...sampleView(kind, chosen, sources, reader, request) },
      });
    },
  });
  const letterInQuery = (request: Request, response: Response): WrittenForGallery => {
    const chosen = choiceOf(request, response, firmsToLookAt(response, library));
    const sample = sampleOf(kindInPath(request), chosen, sources, asked(request, 'variant'));
    if (!sample?.letter) throw notFound('This firm has no such sample.');
    return sample.letter;
  };
  deskPage(router, '/desk/administration/templates/:kind/sample.html', {
    get: (request, response) => {
      const { html } = letterInQuery(request, response);
      response.set({ 'Content-Security-Policy': samplePolicy, 'X-Frame-Options': 'SAMEORIGIN' }).type('html');
      response.send(html);
    },
  });
  deskPage(router, '/desk/administration/templates/:kind/sample.pdf', {
    get: async (request, response) => {
      const { sheet, kind } = letterInQuery(request, response);
      sendPdf(response, await letterPdf(sheet, { standard: 'ua-1' }), `${kind}.pdf`);
    },
  });
  return router;
}

/** Which firm's letters, and in which of its languages. */
interface Choice {
  firms: Procedure[];
  procedure: Procedure;
  language: Language;
}

/** What the address asks for; the first firm, and the reader's language where the firm writes in it, where it asks for nothing. */
function choiceOf(request: Request, response: Response, firms: Procedure[]): Choice {
  const wanted = asked(request, 'firm');
  const procedure = wanted === '' ? firms[0] : firms.find(({ id }) => id === wanted);
  if (!procedure) throw notFound('There is no such firm.');
  const { languages } = procedure.firm;
  const language =
    [asked(request, 'language'), languageOf(request, response)].find((one) => languages.some((its) => its === one)) ??
    languages[0];
  return { firms, procedure, language: language as Language };
}

function choiceView({ firms, procedure, language }: Choice) {
  return {
    firm: procedure.id,
    firmName: procedure.firm.name,
    firms: firms.map(({ id, firm }) => ({ id, name: firm.name, chosen: id === procedure.id })),
    letterLanguage: language,
    languages: [...new Set(firms.flatMap(({ firm }) => firm.languages))].map((one) => ({
      id: one,
      chosen: one === language,
    })),
    query: `firm=${procedure.id}&language=${language}`,
  };
}

function listView({ procedure, language }: Choice, reader: Language) {
  const file = new GalleryCase(procedure);
  const letters = letterKinds.map((kind) => ({ kind, name: domainWord(reader, 'letters', kind), never: neverSent(kind, file) }));
  return {
    letters: letters
      .filter(({ never }) => never === undefined)
      .map(({ kind, name }) => ({
        kind,
        name,
        to: domainWord(reader, 'recipients', kindsOfLetter[kind].recipient),
        signs: `letterTemplates.signs.${signatoryOf(kind, procedure)}`,
        ...templateFileOf(kind, language, procedure.id),
      })),
    never: letters
      .filter(({ never }) => never !== undefined)
      .map(({ name, never }) => ({ name, because: `letterTemplates.never.${never}` })),
  };
}

function signatoryOf(kind: LetterKind, { signs }: Procedure): string {
  return (signs as Partial<Record<LetterKind, string>>)[kind] ?? kindsOfLetter[kind].signs;
}

function sampleView(kind: LetterKind, chosen: Choice, sources: GallerySources, reader: Language, request: Request) {
  const { firms, procedure, language } = chosen;
  const wanted = asked(request, 'variant');
  const form: Form = asked(request, 'form') === 'text' ? 'text' : 'html';
  const sample = sampleOf(kind, chosen, sources, wanted);
  const here = `/desk/administration/templates/${kind}`;
  const query = `firm=${procedure.id}&language=${language}&variant=${sample?.variant ?? ''}`;
  return {
    kind,
    ...templateFileOf(kind, language, procedure.id),
    to: domainWord(reader, 'recipients', kindsOfLetter[kind].recipient),
    signs: `letterTemplates.signs.${signatoryOf(kind, procedure)}`,
    variants: (sample?.variants ?? []).map((id) => ({ id, label: variantLabel(id, reader), chosen: id === sample?.variant })),
    forms: forms.map((one) => ({ label: `letterTemplates.${one}`, href: `${here}?${query}&form=${one}`, current: one === form })),
    pdf: sample?.letter ? `${here}/sample.pdf?${query}` : undefined,
    subject: sample?.letter?.subject,
    frame: form === 'html' && sample?.letter ? `${here}/sample.html?${query}` : undefined,
    text: form === 'text' ? sample?.letter?.text : undefined,
    problem: sample?.problem,
    never: neverWords(kind, procedure, reader),
    users: firms.map((one) => ({
      name: one.firm.name,
      never: neverWords(kind, one, reader),
      own: one.firm.languages.some((its) => templateFileOf(kind, its, one.id).own),
      href: `${here}?firm=${one.id}`,
    })),
  };
}

function neverWords(kind: LetterKind, procedure: Procedure, reader: Language): string | undefined {
  const never = neverSent(kind, new GalleryCase(procedure));
  return never && message(reader, `letterTemplates.never.${never}`);
}

function variantLabel(variant: string, reader: Language): string {
  return message(reader, `letterTemplates.variant.${variant}`);
}

interface Sample {
  variants: string[];
  variant: string;
  letter?: WrittenForGallery;
  /** What is missing where it cannot be written. */
  problem?: string;
}

/** The sample of a kind; of its variants the wanted one, else the first. Undefined where the firm never sends it. */
function sampleOf(
  kind: LetterKind,
  { procedure, language }: Choice,
  sources: GallerySources,
  wanted: string,
): Sample | undefined {
  const file = new GalleryCase(procedure);
  if (neverSent(kind, file) !== undefined) return undefined;
  const variants = variantsOf(kind, file, sources);
  const variant = variants.find((one) => one === wanted) ?? variants[0];
  if (variant === undefined) return undefined;
  try {
    return { variants, variant, letter: writeLetter(kind, variant, language, file, sources) };
  } catch (fault) {
    if (!(fault instanceof IncompleteLetter)) throw fault;
    return { variants, variant, problem: fault.missing.join(', ') };
  }
}

function kindInPath(request: Request): LetterKind {
  const kind = letterKinds.find((one) => one === pathPart(request, 'kind'));
  if (kind === undefined) throw notFound('There is no letter of this kind.');
  return kind;
}
