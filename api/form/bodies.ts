import { type RecourseBody, type RecourseDirectory, recourseFor, websiteIn } from '../../procedures/recourse.ts';
import type { Procedure } from '../../procedures/schema.ts';
import type { Language } from '../../register/complaint-content.ts';
import type { CivilDate } from '../../workflows/domain/time.ts';

/** A body as the form's pages name it. */
export interface NamedBody {
  name: string | undefined;
  website: string | undefined;
}

/** The mediator or the data protection authority to whom a consumer can turn after this firm; undefined where there is none. */
export function bodyNamed(
  procedure: Procedure,
  type: 'mediator' | 'data-protection-authority',
  { directory, page, today }: { directory: RecourseDirectory; page: Language; today: CivilDate },
): NamedBody | undefined {
  const question = { kind: 'classic-and-gdpr', capacity: 'consumer', country: procedure.firm.country, on: today } as const;
  const body: RecourseBody | undefined = recourseFor(directory, question).find(
    (one) => one.type === type && procedure.recourse.some(({ body: id }) => id === one.id),
  );
  return body && { name: body.name[page], website: websiteIn(body, page) };
}
