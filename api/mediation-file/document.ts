import { formatDate } from '../../letters/format.ts';
import { documentPdf } from '../../letters/pdf/pdf.ts';
import { escape } from '../../pictures/markup.ts';
import { civilDateAt } from '../../procedures/zoned-time.ts';
import type { Language, PostalAddress } from '../../register/complaint-content.ts';
import { attachmentKind, sizeInWords } from '../desk/attachments/words-of-files.ts';
import { journalSentences, whatHappened } from '../desk/complaint/journal.ts';
import { momentInWords } from '../desk/words/days.ts';
import { domainWord } from '../desk/words/domain.ts';
import { message } from '../desk/words/words.ts';
import type { MediationFile, ReceivedText } from './contents.ts';

/** The file as one document: the complaint, what came and what left, the course of events, and which files there are. */
export async function mediationPdf(file: MediationFile): Promise<Uint8Array> {
  const { language, procedure, facts, now } = file;
  return documentPdf(mediationHtml(file), {
    standard: 'a-2a',
    title: say(file, 'title', { reference: facts.reference }),
    language,
    author: procedure.firm.name,
    date: civilDateAt(now, procedure.firm.timeZone),
    foot: facts.reference,
  });
}

/** The same in the few tags of documents; what people wrote is only ever text in it. */
export function mediationHtml(file: MediationFile): string {
  const { procedure, facts, now } = file;
  const made = { firm: procedure.firm.name, day: dayOf(file, now) };
  const sections: [key: string, body: string][] = [
    ['facts', table([say(file, 'fact'), say(file, 'value')], factsOf(file), '0 1')],
    ['complaint', complaintOf(file)],
    ['received', file.received.map((one) => receivedOf(file, one)).join('') || p(say(file, 'noReceived'))],
    ['letters', file.letters.map((_, place) => letterOf(file, place)).join('') || p(say(file, 'noLetters'))],
    ['course', table([say(file, 'at'), say(file, 'what'), say(file, 'who')], courseOf(file), '0 1 0')],
    ['attachments', attachmentsOf(file)],
  ];
  const title = say(file, 'title', { reference: facts.reference });
  return [
    `<html><head><title>${escape(title)}</title></head><body><main>`,
    `<h1>${escape(title)}</h1>${p(say(file, 'made', made))}`,
    '<nav></nav>',
    ...sections.map(([key, body]) => `<section><h2>${escape(say(file, key))}</h2>${body}</section>`),
    '</main></body></html>',
  ].join('');
}

function factsOf(file: MediationFile): string[][] {
  const { content, facts, row, language, procedure } = file;
  const { complainant, representative, earlierWriting } = content;
  const rows: [key: string, value: string | undefined][] = [
    ['reference', facts.reference],
    ['firm', procedure.firm.name],
    ['complainant', complainant.name],
    ['address', complainant.address && addressOf(complainant.address, language)],
    ['email', complainant.email],
    ['phone', complainant.phone],
    ['representative', representative?.name],
    ['policyNumber', content.policyNumber],
    ['claimNumber', content.claimNumber],
    ['matter', content.matter],
    ['sentOn', row.sent_on === null ? undefined : formatDate(row.sent_on, language)],
    ['receivedOn', formatDate(row.received_on, language)],
    ['channel', domainWord(language, 'channels', row.channel)],
    ['earlierWriting', earlierWriting && earlierWritingOf(file, earlierWriting)],
    ['stage', domainWord(language, 'stages', row.stage)],
    ['outcome', row.outcome === null ? undefined : domainWord(language, 'outcomes', row.outcome)],
  ];
  return rows.flatMap(([key, value]) => (value === undefined || value === '' ? [] : [[say(file, key), value]]));
}

function earlierWritingOf(file: MediationFile, { on, to }: { on: string; to?: string | undefined }): string {
  const day = formatDate(on, file.language);
  return to === undefined ? say(file, 'earlierWritingOn', { day }) : say(file, 'earlierWritingTo', { day, to });
}

function addressOf({ lines, country }: PostalAddress, language: Language): string {
  return [...lines, new Intl.DisplayNames([language], { type: 'region' }).of(country) ?? country].join(', ');
}

function complaintOf(file: MediationFile): string {
  const { content } = file;
  const parts = ['reason', 'stepsTaken', 'answerReceived', 'arguments', 'solutionSought'] as const;
  return parts
    .flatMap((part) => {
      const text = content[part];
      return text === undefined || text.trim() === '' ? [] : [`<h3>${escape(say(file, part))}</h3>${quoted(text)}`];
    })
    .join('');
}

function receivedOf(file: MediationFile, { at, body, texts }: ReceivedText): string {
  const { language, procedure } = file;
  const heading = `${whatHappened(body, { language, procedure })}, ${momentOf(file, at)}`;
  const text = [texts.text, texts.reasons].filter((one) => one !== undefined).join('\n\n');
  return `<h3>${escape(heading)}</h3>${text === '' ? p(say(file, 'noText')) : quoted(text)}`;
}

function letterOf(file: MediationFile, place: number): string {
  const letter = file.letters[place];
  if (!letter) return '';
  const { row, content } = letter;
  const way = domainWord(file.language, 'ways', row.way);
  const day = row.posted_on === null ? dayOf(file, Number(row.sent_at)) : formatDate(row.posted_on, file.language);
  const sent = say(file, 'letterTo', { day, way, to: content.to.name });
  const posted = row.registered_number === null ? '' : `, ${say(file, 'posted', { number: row.registered_number })}`;
  return `<h3>${escape(`${place + 1}. ${content.subject}`)}</h3>${p(`${sent}${posted}`)}${quoted(content.text)}`;
}

function courseOf(file: MediationFile): string[][] {
  const { language, procedure, names } = file;
  return journalSentences(file.journal, { language, procedure, names }).map(({ at, sentence, who }) => [
    momentOf(file, at),
    sentence,
    who,
  ]);
}

function attachmentsOf(file: MediationFile): string {
  if (file.attachments.length === 0) return p(say(file, 'noAttachments'));
  const heads = ['number', 'name', 'type', 'size', 'addedOn'].map((key) => say(file, key));
  const rows = file.attachments.map(({ name, type, size, addedAt, scan }, place) => [
    String(place + 1),
    scan === 'not-scanned' ? `${name} (${say(file, 'notScanned')})` : name,
    attachmentKind(type, file.language),
    sizeInWords(size, file.language),
    dayOf(file, addedAt.getTime()),
  ]);
  return `${table(heads, rows, '0 1 0 0 0')}${p(say(file, 'filesNote'))}`;
}

function say({ language }: MediationFile, key: string, values?: Record<string, string>): string {
  return message(language, `mediationFile.${key}`, values);
}

function dayOf({ procedure, language }: MediationFile, instant: number): string {
  return formatDate(civilDateAt(instant, procedure.firm.timeZone), language);
}

function momentOf({ procedure, language }: MediationFile, at: Date): string {
  return momentInWords(at.getTime(), procedure.firm.timeZone, language);
}

/** @param columns as `data-columns` of documents: 0 for as wide as its words, else its share of the rest */
function table(heads: readonly string[], rows: readonly string[][], columns: string): string {
  const cells = (tag: string, row: readonly string[]) => row.map((cell) => `<${tag}>${escape(cell)}</${tag}>`).join('');
  const body = rows.map((row) => `<tr>${cells('td', row)}</tr>`).join('');
  return `<table data-columns="${columns}"><thead><tr>${cells('th', heads)}</tr></thead><tbody>${body}</tbody></table>`;
}

/** What somebody wrote, its paragraphs and lines as they are. */
function quoted(text: string): string {
  const paragraphs = text.split(/(?:\r?\n[ \t]*){2,}/).filter((one) => one.trim() !== '');
  return `<blockquote>${paragraphs.map((one) => `<p>${escape(one.trim()).replaceAll(/\r?\n/g, '<br>')}</p>`).join('')}</blockquote>`;
}

function p(text: string): string {
  return `<p>${escape(text)}</p>`;
}
