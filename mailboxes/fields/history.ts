/** A mail's text as its writer would have it read: what is new, and what it quotes of earlier mails. */
export interface TextInParts {
  fresh: string;
  quoted: string;
}

/** Longer lines say nothing about where a quotation begins. */
const mostLine = 300;

/** Tells what is new in a text from the earlier mails that stand in it, wherever the writer put them. */
export function partsOfText(text: string): TextInParts {
  const lines = text.split('\n');
  const begin = lines.findIndex((_, place) => beginsHistory(lines, place));
  if (begin < 0) return { fresh: text, quoted: '' };
  const before = lines.slice(0, begin).join('\n').trim();
  if (before !== '') return { fresh: before, quoted: lines.slice(begin).join('\n').trim() };
  // Answered below the quotation.
  const end = lines.findIndex(
    (line, place) => place > begin && line.trim() !== '' && !isQuoted(line) && isPastQuotation(lines, place),
  );
  if (end < 0) return { fresh: '', quoted: text };
  return { fresh: lines.slice(end).join('\n').trim(), quoted: lines.slice(0, end).join('\n').trim() };
}

/** The whole text with what is new before what is quoted. */
export function newPartFirst(text: string): string {
  const { fresh, quoted } = partsOfText(text);
  return fresh === '' || quoted === '' || text.startsWith(fresh) ? text : `${fresh}\n\n${quoted}`;
}

function isQuoted(line: string): boolean {
  return line.startsWith('>');
}

function isPastQuotation(lines: readonly string[], place: number): boolean {
  return lines.slice(Math.max(0, place - 3), place).some(isQuoted);
}

function beginsHistory(lines: readonly string[], place: number): boolean {
  const line = lines[place] ?? '';
  if (isQuoted(line)) return true;
  if (line.length > mostLine) return false;
  if (isDivider(line)) return true;
  return introducesQuotation(line) && lines.slice(place + 1, place + 4).some((next) => isQuoted(next))
    ? true
    : isOutlookHead(lines, place);
}

function isDivider(line: string): boolean {
  return /^-{2,10} ?(message d[’']origine|message transféré|forwarded message|original message|oorspronkelijk bericht|doorgestuurd bericht|bericht doorgestuurd) ?-{2,10}$/i.test(
    line.trim(),
  );
}

function introducesQuotation(line: string): boolean {
  return /(a écrit|wrote|schreef .{0,200}|schreef|geschreven) ?:$/i.test(line.trim());
}

const firstLines = /^\*?(de|from|van) ?:/i;
const furtherLines = /^\*?(envoyé|date|sent|verzonden|à|to|aan|objet|subject|onderwerp|cc) ?:/i;

/** The head that Outlook puts before the mail that it answers: who, when, to whom. */
function isOutlookHead(lines: readonly string[], place: number): boolean {
  if (!firstLines.test(lines[place] ?? '')) return false;
  return lines.slice(place + 1, place + 5).filter((line) => furtherLines.test(line)).length >= 2;
}
