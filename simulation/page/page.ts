import { type DomainWords, domainWords } from '../../api/desk/words/domain.ts';
import { refusalWords } from '../../api/desk/words/refusals.ts';
import { ruleInWords, sourceWords } from '../../letters/rule-words.ts';
import { capitalised, dutyWords } from '../../letters/words.ts';
import { element, escape } from '../../pictures/markup.ts';
import type { Language } from '../../register/complaint-content.ts';
import { factsIn } from '../lines.ts';
import type { Scenario } from '../scenario.ts';
import type { About, Notes, Story, Told, ToldDuty } from '../timeline.ts';
import { PageDates } from './dates.ts';
import { drawPicture, hatching, legend, shownDuties } from './picture.ts';
import { styles } from './styles.ts';
import { type PageWords, pageWords } from './words.ts';

/** The widths that the picture is drawn for, in pixels: a desktop and paper, and a phone. */
const wide = 1080;
const narrow = 358;

/**
 * The page of a story: the timeline as a picture, and everything in it as a table. It stands alone: no script, nothing to load.
 *
 * @param fileOf the files of a letter beside the page, without their endings
 */
export function timelinePage(scenario: Scenario, story: Story, fileOf: (told: Told) => string | undefined): string {
  return new Page(scenario, story, fileOf).html();
}

class Page {
  readonly #scenario: Scenario;
  readonly #story: Story;
  readonly #fileOf: (told: Told) => string | undefined;
  readonly #language: Language;
  readonly #words: PageWords;
  readonly #dates: PageDates;

  constructor(scenario: Scenario, story: Story, fileOf: (told: Told) => string | undefined) {
    const { firm } = scenario.procedure;
    this.#scenario = scenario;
    this.#story = story;
    this.#fileOf = fileOf;
    this.#language = firm.languages[0] ?? 'fr';
    this.#words = pageWords[this.#language];
    this.#dates = new PageDates(this.#language, firm.timeZone);
  }

  html(): string {
    const { title, procedure } = this.#scenario;
    const words = this.#words;
    const drawing = {
      story: this.#story,
      procedure,
      language: this.#language,
      words,
      dates: this.#dates,
      titleOf: (told: Told) => `${this.#dates.moment(told.instant)}: ${this.#what(told.about)}`,
    };
    return `<!doctype html>
<html lang="${this.#language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(`${title} – ${procedure.firm.name}`)}</title>
<style>${styles}</style>
</head>
<body>
<header>
<p class="over">${escape(`${words.simulation} · ${procedure.firm.name}`)}</p>
<h1>${escape(title)}</h1>
<p>${escape(`${this.#story.reference} · ${procedure.version}`)}</p>
<p class="note">${escape(words.fictional)}</p>
</header>
<figure>
${hatching}
<div class="wide">${drawPicture(drawing, wide)}</div>
<div class="narrow" aria-hidden="true">${drawPicture(drawing, narrow)}</div>
<figcaption id="caption" class="hidden">${escape(words.table.caption)}</figcaption>
${legend(words)}
</figure>
${this.#limits()}
${this.#table()}
</body>
</html>
`;
  }

  /** What was owed until when, by which rule, and what became of it. */
  #limits(): string {
    const { caption, duty, lastDay, rule, done } = this.#words.limits;
    const rows = shownDuties(this.#story).flatMap((one) =>
      one.limits.map((limit, place) => {
        const cells = [
          element('th', { scope: 'row' }, place === 0 ? escape(capitalised(dutyWords[this.#language][one.duty])) : ''),
          this.#cell(lastDay, this.#dates.dayWithWeekday(limit.dueOn)),
          this.#cell(rule, `${ruleInWords(limit.rule, this.#language)} (${sourceWords[this.#language][limit.source]})`),
          this.#cell(done, this.#doneWords(one), one.doneAt !== undefined && one.doneAt >= limit.dueAt ? 'late' : undefined),
        ];
        return element('tr', {}, cells.join(''));
      }),
    );
    return table(caption, [duty, lastDay, rule, done], rows);
  }

  #doneWords({ doneAt, void: reason }: ToldDuty): string {
    if (doneAt !== undefined) return this.#dates.moment(doneAt);
    return reason === undefined ? this.#words.limits.open : this.#words.limits.notNeeded;
  }

  #table(): string {
    const { caption, number, when, what, whom, detail } = this.#words.table;
    const rows = this.#story.told.map((told, place) => {
      const cells = [
        element('th', { scope: 'row' }, String(place + 1)),
        this.#cell(when, this.#dates.moment(told.instant)),
        this.#cell(what, this.#what(told.about)),
        this.#cell(whom, this.#whom(told.about)),
        element('td', { 'data-label': detail }, this.#detail(told)),
      ];
      return element('tr', { id: `n${place + 1}`, class: told.about.event }, cells.join(''));
    });
    return table(caption, [number, when, what, whom, detail], rows);
  }

  #cell(label: string, text: string, kind?: string): string {
    return element('td', { 'data-label': label, class: kind }, escape(text));
  }

  /** What happened, in a few words. */
  #what(about: About): string {
    const words = this.#words;
    switch (about.event) {
      case 'letter-sent':
        return `${words.events['letter-sent']}: ${dutyWords[this.#language][about.duty]}`.replace(': ', this.#colon());
      case 'decision-applied':
        return this.#message(about.body);
      case 'decision-refused':
        return `${words.events['decision-refused']}${this.#colon()}${this.#message(about.body)}`;
      case 'reminder':
        return 'duty' in about.entry
          ? `${words.events.reminder}${this.#colon()}${dutyWords[this.#language][about.entry.duty]}`
          : words.events.reminder;
      case 'breach':
        return `${words.events.breach}${this.#colon()}${dutyWords[this.#language][about.duty]}`;
      default:
        return words.events[about.event];
    }
  }

  #message(body: Readonly<Record<string, unknown>>): string {
    const { decision, to, what } = body;
    const words = domainWords[this.#language];
    const name = [
      typeof to === 'string' ? words.escalations[to as keyof DomainWords['escalations']] : undefined,
      typeof what === 'string' ? words.received[what as keyof DomainWords['received']] : undefined,
      typeof decision === 'string' ? words.decisions[decision as keyof DomainWords['decisions']] : undefined,
    ].find((one) => one !== undefined);
    const facts = factsIn(body).map((fact) => this.#fact(fact));
    return facts.length === 0 ? (name ?? '') : `${name}${this.#colon()}${facts.join(', ')}`;
  }

  #fact(fact: string): string {
    if (/^\d{4}-\d{2}-\d{2}$/.test(fact)) return this.#dates.day(fact);
    const person = this.#scenario.procedure.staff.find(({ id }) => id === fact);
    return person?.name ?? this.#words.facts[fact] ?? fact;
  }

  #whom(about: About): string {
    const { letterTo } = this.#words.legend;
    if (about.event === 'letter-sent') return letterTo[about.to];
    return about.event === 'reminder' ? letterTo.staff : '';
  }

  #detail(told: Told): string {
    const { about } = told;
    const words = this.#words;
    switch (about.event) {
      case 'received':
        return sentence([
          `${domainWords[this.#language].kinds[about.kind]} ${domainWords[this.#language].channels[about.channel]}`,
          about.sentOn && words.sentOn(this.#dates.day(about.sentOn)),
          about.firstWrittenOn && words.firstWrittenOn(this.#dates.day(about.firstWrittenOn)),
          about.registeredAt && words.registeredAt(this.#dates.moment(Date.parse(about.registeredAt))),
          `${words.level} ${about.level}`,
        ]);
      case 'letter-sent':
        return this.#letter(told, about.letter);
      case 'decision-applied':
        return this.#notes(about.notes);
      case 'decision-refused':
        return [
          escape(`${words.refusedBecause}${this.#colon()}${refusalWords[this.#language][about.refusal]}`),
          this.#notes(about.notes),
        ]
          .filter((part) => part !== '')
          .join('; ');
      case 'reminder':
        return this.#reminder(about.entry);
      case 'breach':
        return escape(words.breach(sourceWords[this.#language][about.source], this.#dates.dayWithWeekday(about.dueOn)));
      case 'level-raised':
        return escape(`${about.from} → ${about.to}`);
      case 'closed':
        return escape(domainWords[this.#language].closures[about.reason]);
    }
  }

  #letter(told: Told, letter: Extract<About, { event: 'letter-sent' }>['letter']): string {
    const words = this.#words;
    const file = this.#fileOf(told);
    const endings = [['html', words.read], ['txt', words.asText], ...(letter.mime ? [['eml', words.asMail]] : [])];
    const links = endings.map(([ending, word]) => element('a', { href: `${file}.${ending}` }, escape(word ?? '')));
    const facts = sentence([
      letter.givesDay && words.givesDay(this.#dates.dayWithWeekday(letter.givesDay)),
      letter.toRepresentative && words.toRepresentative,
      letter.byPost && words.byPost,
    ]);
    const subject = element('q', {}, escape(letter.subject));
    return [subject, facts, file === undefined ? '' : links.join(' · ')].filter((part) => part !== '').join('<br>');
  }

  #notes({ madeUp, putOff }: Notes): string {
    return sentence([madeUp.length > 0 && this.#words.madeUp(madeUp.length), putOff && this.#words.putOff]);
  }

  #reminder(entry: Extract<About, { event: 'reminder' }>['entry']): string {
    const { sections, undecided, alarm } = this.#words;
    const day = (date: string) => this.#dates.dayWithWeekday(date);
    const words = () => {
      switch (entry.section) {
        case 'overdue':
        case 'due':
          return sections[entry.section](day(entry.dueOn));
        case 'insurer':
          return sections.insurer(day(entry.since), entry.replyBy && day(entry.replyBy));
        case 'mediator':
          return sections.mediator(day(entry.until));
        case 'held':
        case 'approval':
        case 'unassigned':
        case 'post-tray':
          return sections[entry.section](day(entry.since));
      }
    };
    return sentence([words(), 'undecided' in entry && entry.undecided && undecided, entry.alarm && alarm]);
  }

  /** French has a space before its colon. */
  #colon(): string {
    return this.#language === 'fr' ? ' : ' : ': ';
  }
}

function sentence(parts: readonly (string | false | undefined)[]): string {
  return escape(parts.filter((part) => typeof part === 'string' && part !== '').join(', '));
}

function table(caption: string, heads: readonly string[], rows: readonly string[]): string {
  const head = heads.map((words) => element('th', { scope: 'col' }, escape(words))).join('');
  return `<table>
<caption>${escape(caption)}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>`;
}
