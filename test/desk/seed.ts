import type { ApiUnderTest } from '../api/api-server.ts';
import { inZone } from '../helpers/lifecycle-wanted.ts';
import { Course } from './course.ts';
import { type SeededComplaint, type SeededStep, seeded } from './seeded.ts';

/** When somebody looks at the seeded desk: a Tuesday morning in Paris, after a week with a public holiday. */
export const seedNow = Date.parse('2026-11-17T10:20:00+01:00');

/** What complaints are seeded with. */
export type Desk = Pick<ApiUnderTest, 'register' | 'library' | 'setClock' | 'post'>;

/**
 * Fills a desk with complaints of all five firms in every stage, some late, some soon due, with the letters that the product writes,
 * without Temporal; ends with the clock at `seedNow`.
 *
 * @param wanted only those of these names; all unless given
 * @returns the references, by the names in seeded.ts
 */
export async function seedDesk(desk: Desk, wanted?: readonly string[]): Promise<Map<string, string>> {
  return seedComplaints(
    desk,
    seeded.filter(({ name }) => wanted?.includes(name) ?? true),
  );
}

/** The same with other complaints. */
export async function seedComplaints(desk: Desk, complaints: readonly SeededComplaint[]): Promise<Map<string, string>> {
  const course = await Course.of(desk);
  const references = new Map<string, string>();
  for (const complaint of complaints) references.set(complaint.name, await seedOne(desk, course, complaint));
  course.jumpTo(seedNow);
  return references;
}

async function seedOne(desk: Desk, course: Course, { name, registered, body, then = [] }: SeededComplaint): Promise<string> {
  const zone = desk.library.inForce(body.procedure)?.firm.timeZone ?? 'Europe/Paris';
  course.jumpTo(inZone(registered, zone));
  const { reference } = await accepted(desk, name, '/api/complaints', body);
  for (const step of then) {
    await course.goOn(reference as string, inZone(step.at, zone));
    await take(desk, course, name, reference as string, step);
  }
  await course.goOn(reference as string, seedNow);
  return reference as string;
}

async function take(desk: Desk, course: Course, name: string, reference: string, step: SeededStep): Promise<void> {
  const path = `/api/complaints/${reference}`;
  if (step.decide) await accepted(desk, name, `${path}/decisions`, step.decide);
  if (step.receive) await accepted(desk, name, `${path}/received`, step.receive);
  if (step.escalate) await accepted(desk, name, `${path}/escalations`, step.escalate);
  if (!step.post) return;
  const { kind, ...posting } = step.post;
  await course.goOn(reference, course.now + 60_000);
  const letter = await desk.register.database
    .selectFrom('letter')
    .select('id')
    .where('reference', '=', reference)
    .where('kind', '=', kind)
    .where('state', '=', 'awaiting-post')
    .executeTakeFirst();
  if (!letter) throw new Error(`${name}: no letter ${kind} waits for the post.`);
  await accepted(desk, name, `${path}/letters/${letter.id}/posted`, posting);
}

async function accepted(desk: Desk, name: string, path: string, body: Record<string, unknown>): Promise<Record<string, unknown>> {
  const { status, text, body: answer } = await desk.post(path, body);
  if (status >= 300) throw new Error(`${name}: ${path} answered ${status}: ${text}`);
  return answer as Record<string, unknown>;
}
