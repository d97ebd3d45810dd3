import { waysToWrite } from '../../letters/writing/ways-to-write.ts';
import type { RecourseDirectory } from '../../procedures/recourse.ts';
import type { Procedure } from '../../procedures/schema.ts';
import type { Language } from '../../register/complaint-content.ts';
import { dutiesForeseen, isOwedAtOnce } from '../../register/intakes/first-limit.ts';
import type { CivilDate } from '../../workflows/domain/time.ts';
import { bodyNamed } from './bodies.ts';
import { lettersNotice } from './form-view.ts';

interface Shown {
  page: Language;
  /** In the firm's zone. */
  today: CivilDate;
  directory: RecourseDirectory;
  publicUrl: string;
}

/** What somebody reads before the form. @param shown.resumes something was typed and not sent */
export function startView(procedure: Procedure, shown: Shown & { resumes: boolean }): Record<string, unknown> {
  const { page, today, publicUrl, resumes } = shown;
  const { firm, complaint, firstContact, text, channels } = procedure;
  const isTheirs = text.language === page;
  const others = channels.filter(({ channel }) => channel !== 'web-form');
  return {
    procedure: procedure.id,
    firm,
    today,
    resumes,
    notices: firm.languages.includes(page) ? [] : [{ kind: 'info', words: lettersNotice({ procedure, page }) }],
    // The firm's own words where the page is in their language: nobody translates them.
    quoted: isTheirs ? complaint.isNot.flatMap(({ sentence }) => sentence ?? []).at(0) : undefined,
    asksFirst: firstContact !== undefined,
    dates: datesPromised(procedure, today),
    mediator: bodyNamed(procedure, 'mediator', shown),
    ways: waysToWrite({ channels: others }, page, publicUrl),
  };
}

const told = ['acknowledgement', 'interim-reply', 'final-response', 'gdpr-response'];

/** The last days of the letters that somebody would get who complains today, by whatever kind of complaint. */
function datesPromised(procedure: Procedure, today: CivilDate): { duty: string; day: CivilDate }[] {
  const dutiesOf = (kind: string) =>
    dutiesForeseen(procedure, {
      channel: 'web-form',
      // Letters by mail, as most who use a form have an address for it.
      fields: { kind, sent: today, complainant: { email: 'theirs' } },
      receivedOn: today,
    });
  const classic = dutiesOf('classic').filter(isOwedAtOnce);
  const gdpr = dutiesOf('gdpr').filter(({ duty }) => duty === 'gdpr-response');
  return [...classic, ...gdpr].filter(({ duty }) => told.includes(duty)).map(({ duty, dueOn }) => ({ duty, day: dueOn }));
}
