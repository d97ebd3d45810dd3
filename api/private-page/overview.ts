import { mediatorOf } from '../../letters/writing/recourse.ts';
import { momentInWords } from '../desk/words/days.ts';
import { sendPublicPage } from '../public/pages.ts';
import { publicMessage } from '../public/words/words.ts';
import { type Act, acts, actsNow, whatOfAct } from './acts.ts';
import { contactOn } from './contact.ts';
import { type Contents, contentsOf } from './contents.ts';
import { fileShown, filesTold } from './files.ts';
import { letterShown } from './letters.ts';
import { latenessOf, nextSteps, type StandingName } from './standing.ts';
import { complaintTold, messagesTold } from './told.ts';
import type { PrivateHandler, Visit } from './visit.ts';
import { waysOnOf } from './ways-on.ts';

/** Everything that somebody wants to know of their complaint, and what they can do. */
export const overview: PrivateHandler = async (visit, request, response) => {
  const { base, procedure, page, reference, situation, complaint, today } = visit;
  const contents = await contentsOf(visit);
  const { facts, duties } = situation;
  const contact = contactOn(visit);
  const ways = waysOnOf(visit, contents);
  const late = latenessOf(facts, duties, today);
  sendPublicPage(request, response, {
    page: 'private-page',
    title: publicMessage(page, 'privatePage.title', { reference }),
    language: page,
    firm: procedure.firm,
    home: base,
    scripts: ['print.js'],
    data: {
      base,
      reference,
      firm: procedure.firm,
      zone: procedure.firm.timeZone,
      done: doneOf(request.query['sent'], visit, contents),
      standing: standingShown(visit, contents),
      late: late && { ...late, opensMediator: ways.mediator?.when === 'now' || ways.mediator?.when === 'anyTime' },
      asked: contents.standing === 'waiting-for-you' ? contents.asked : undefined,
      offer: contents.offer?.state === 'open' ? contents.offer : undefined,
      steps: nextSteps(facts, duties, today),
      acts: actsNow(situation, contents.offer).map((act) => ({ act, path: `${base}/${act}`, icon: icons[act] })),
      contact,
      letters: contents.letters.map((letter) => letterShown(letter, visit)),
      told: await complaintTold(visit),
      receivedOn: facts.receivedOn,
      spoken: ['phone', 'meeting'].includes(complaint.row.channel),
      messages: messagesTold(contents),
      files: (await filesTold(visit, contents)).map((file) => fileShown(file, visit)),
      ways,
      waysFirst: late !== undefined || endings.includes(contents.standing),
    },
  });
};

/** Where the ways on are what somebody looks for. */
const endings: readonly StandingName[] = [
  'answered-partly-upheld',
  'answered-rejected',
  'answered-gdpr',
  'disagreed',
  'mediator-opinion',
  'mediator-refused',
  'closed-not-treated-further',
  'closed-meant-for-mediator',
];

const icons: Record<Act, string> = {
  add: 'paperclip',
  write: 'pen-line',
  ask: 'message-circle-question-mark',
  accept: 'handshake',
  disagree: 'scale',
  withdraw: 'undo-2',
};

/** The day and the names that a standing's words say. */
function standingShown(
  { dependencies, situation, rulebook, procedure, page }: Visit,
  { standing, offer, asked, texts, messages }: Contents,
) {
  const { facts } = situation;
  const answered = facts.answeredAt ?? facts.gdpr?.answeredAt ?? facts.secondTreatment?.firstAnsweredAt;
  const accepted = messages.findLast(({ body }) => body['what'] === 'offer-accepted')?.accepted_at.getTime();
  const answeredOn = answered === undefined ? undefined : rulebook.dayOf(answered);
  const day = (): string | undefined => {
    if (standing === 'offer-open' || standing === 'offer-over') return offer?.until;
    if (standing === 'offer-accepted') return accepted === undefined ? undefined : rulebook.dayOf(accepted);
    if (standing === 'waiting-for-you') return asked && rulebook.dayOf(asked.on.getTime());
    return facts.disagreed || standing.startsWith('answered') || standing === 'partly-answered' ? answeredOn : facts.receivedOn;
  };
  const insurer = facts.insurerNamedBy === undefined ? undefined : texts.get(facts.insurerNamedBy)?.insurer?.name;
  return {
    name: standing,
    icon: iconOf(standing),
    tone: toneOf(standing),
    day: day(),
    firm: procedure.firm.name,
    insurer: insurer ?? publicMessage(page, 'privatePage.theInsurer'),
    mediator:
      mediatorOf({ directory: dependencies.directory, procedure })?.name[page] ?? publicMessage(page, 'privatePage.theMediator'),
  };
}

function iconOf(standing: StandingName): string {
  if (standing.startsWith('closed')) return 'archive';
  if (standing.startsWith('offer')) return 'handshake';
  if (standing === 'received') return 'inbox';
  if (standing === 'in-court') return 'landmark';
  if (standing.startsWith('mediator') || standing === 'with-mediator' || standing === 'disagreed') return 'scale';
  if (standing.includes('answered')) return 'mail-check';
  return standing === 'waiting-for-you' || standing === 'to-be-written' ? 'pen-line' : 'search';
}

/** Something is wanted of who reads it, or something has been reached. */
function toneOf(standing: StandingName): 'soon' | 'good' | 'plain' {
  if (standing === 'waiting-for-you' || standing === 'to-be-written' || standing === 'offer-open') return 'soon';
  return standing === 'offer-accepted' || standing === 'answered-upheld' ? 'good' : 'plain';
}

/** What was just sent, by its message: that it is there, and since when. */
function doneOf(sent: unknown, { page, procedure }: Visit, { messages }: Contents): { act: Act; moment: string } | undefined {
  const act = acts.find((one) => one === sent);
  const message = act && messages.findLast(({ actor, body }) => actor === 'complainant' && body['what'] === whatOfAct[act]);
  if (!act || !message) return undefined;
  return { act, moment: momentInWords(message.accepted_at.getTime(), procedure.firm.timeZone, page) };
}
