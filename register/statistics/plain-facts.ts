import type { ComplaintFacts } from '../../workflows/domain/complaint.ts';
import type { Message } from '../../workflows/domain/messages.ts';
import type { CivilDate, Instant } from '../../workflows/domain/time.ts';
import { openAnnouncedMeasures } from '../actions/announced-measures.ts';
import { keepNamedInsurer } from '../insurers/named.ts';
import { readMessageTexts } from '../message-texts.ts';
import { unlessErased } from '../personal-texts.ts';
import type { Queries } from '../register.ts';
import { keepRedress } from './redress.ts';

/** A message that is being applied. */
interface AppliedMessage {
  id: string;
  message: Message;
  /** The complaint as it stood before. */
  facts: ComplaintFacts;
  actor: string;
  /** Today, in the firm's zone. */
  today: CivilDate;
  now: Instant;
}

/**
 * Keeps in plain what of a message's encrypted texts is nothing personal and has a life of its own: which insurer it names, what was
 * accepted, and by when announced measures are to be done, which is watched as a corrective action.
 */
export async function keepPlainFacts(queries: Queries, { id, message, facts, actor, today, now }: AppliedMessage): Promise<void> {
  const { reference } = facts;
  if (namesInsurer(message)) {
    const insurer = (await unlessErased(readMessageTexts(queries, id)))?.insurer;
    if (insurer?.id !== undefined)
      await queries.updateTable('complaint').set({ insurer: insurer.id }).where('reference', '=', reference).execute();
    await keepNamedInsurer(queries, reference, insurer);
  }
  if (message.signal === 'receive' && message.body.what === 'offer-accepted' && facts.result)
    await keepRedress(
      queries,
      { reference, part: 'classic', kind: 'offer-accepted', decision: facts.result.decision, on: today },
      now,
    );
  if (message.signal === 'decide' && message.body.decision === 'announce-measures') {
    const doneBy = (await unlessErased(readMessageTexts(queries, id)))?.doneBy;
    if (doneBy !== undefined) await openAnnouncedMeasures(queries, { message: id, facts, dueOn: doneBy, actor, now });
  }
}

function namesInsurer(message: Message): boolean {
  if (message.signal === 'escalate') return message.body.to === 'insurer';
  return (
    message.signal === 'decide' && message.body.decision === 'set-responsibility' && message.body.responsibility === 'insurer'
  );
}
