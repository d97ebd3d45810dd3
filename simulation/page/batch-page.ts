import { element, escape } from '../../pictures/markup.ts';
import type { Language } from '../../register/complaint-content.ts';
import type { Scenario } from '../scenario.ts';
import type { Story } from '../timeline.ts';
import { PageDates } from './dates.ts';
import { styles } from './styles.ts';

/** A scenario of a batch with what came of it; nothing where it could not be told. */
export interface BatchEntry {
  scenario: Scenario;
  story: Story | undefined;
}

interface BatchWords {
  title: string;
  columns: { scenario: string; procedure: string; first: string; last: string; letters: string; breaches: string };
  untold: string;
}

const batchWords: Record<Language, BatchWords> = {
  fr: {
    title: 'Simulations',
    columns: {
      scenario: 'Scénario',
      procedure: 'Procédure',
      first: 'Première date',
      last: 'Dernière date',
      letters: 'Courriers',
      breaches: 'Délais dépassés',
    },
    untold: 'n’a pas pu être simulé',
  },
  nl: {
    title: 'Simulaties',
    columns: {
      scenario: 'Scenario',
      procedure: 'Procedure',
      first: 'Eerste datum',
      last: 'Laatste datum',
      letters: 'Brieven',
      breaches: 'Overschreden termijnen',
    },
    untold: 'kon niet worden gesimuleerd',
  },
  en: {
    title: 'Simulations',
    columns: {
      scenario: 'Scenario',
      procedure: 'Procedure',
      first: 'First date',
      last: 'Last date',
      letters: 'Letters',
      breaches: 'Limits passed',
    },
    untold: 'could not be told',
  },
};

/** The page that leads to each story of a batch, in the firms' language where they have one in common, else in English. */
export function batchPage(entries: readonly BatchEntry[]): string {
  const languages = new Set(entries.map(({ scenario }) => languageOf(scenario)));
  const [common] = languages;
  const language = languages.size === 1 && common !== undefined ? common : 'en';
  const { title, columns } = batchWords[language];
  const heads = Object.values(columns).map((words) => element('th', { scope: 'col' }, escape(words)));
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<style>${styles}</style>
</head>
<body>
<header><h1>${escape(title)}</h1></header>
<table>
<thead><tr>${heads.join('')}</tr></thead>
<tbody>
${entries.map((entry) => row(entry, language)).join('\n')}
</tbody>
</table>
</body>
</html>
`;
}

function row({ scenario, story }: BatchEntry, language: Language): string {
  const { columns, untold } = batchWords[language];
  const { firm } = scenario.procedure;
  const cell = (label: string, text: string) => element('td', { 'data-label': label }, escape(text));
  const title = story
    ? element('a', { href: `${encodeURIComponent(scenario.name)}/index.html` }, escape(scenario.title))
    : escape(scenario.title);
  const cells = [element('th', { scope: 'row', lang: languageOf(scenario) }, title), cell(columns.procedure, firm.name)];
  if (story === undefined)
    return element('tr', {}, [...cells, element('td', { colspan: 4, class: 'late' }, escape(untold))].join(''));
  const dates = new PageDates(language, firm.timeZone);
  const instants = story.told.map(({ instant }) => instant);
  const count = (event: 'letter-sent' | 'breach') => String(story.told.filter(({ about }) => about.event === event).length);
  cells.push(
    cell(columns.first, dates.moment(instants.at(0) ?? scenario.receivedAt)),
    cell(columns.last, dates.moment(instants.at(-1) ?? story.endedAt)),
    cell(columns.letters, count('letter-sent')),
    cell(columns.breaches, count('breach')),
  );
  return element('tr', {}, cells.join(''));
}

function languageOf({ procedure }: Scenario): Language {
  return procedure.firm.languages[0] ?? 'fr';
}
