import { sql } from 'kysely';
import type { DeskUnderTest } from '../../test/desk/desk-server.ts';
import { Draw } from './draw.ts';

/** What waits for staff on a bad Monday: messages that nobody has read, and intakes that nobody has taken. */
export async function fillArrivals(desk: DeskUnderTest, { unread, intakes }: { unread: number; intakes: number }): Promise<void> {
  await sql`insert into unread_message (message, reference, at)
    select distinct on (message.reference) message.id, message.reference, now()
    from message join complaint using (reference)
    where complaint.closed_at is null order by message.reference limit ${unread}
    on conflict do nothing`.execute(desk.register.database);
  const draw = new Draw(11);
  for (let number = 0; number < intakes; number += 1) {
    const { name, email, matter } = draw.person();
    const { status, text } = await desk.post('/api/intakes', {
      source: 'form',
      channel: 'web-form',
      procedure: 'opticourtage',
      received: '2026-11-16T19:05:00+01:00',
      suspicion: 'robot',
      fields: { complainant: { name, email }, matter, reason: 'Je n’ai pas de réponse à mon message.' },
    });
    if (status >= 300) throw new Error(`An intake was not taken: ${status} ${text}`);
  }
  await sql`vacuum analyze`.execute(desk.register.database);
}
