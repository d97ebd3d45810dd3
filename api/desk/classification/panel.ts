import type { Response } from 'express';
import type { Language } from '../../../letters/letter.ts';
import { type ClassificationList, offered } from '../../../procedures/classification.ts';
import type { Procedure } from '../../../procedures/schema.ts';
import { civilDateAt } from '../../../procedures/zoned-time.ts';
import { insurersOn, knownInsurers } from '../../../register/insurers/insurers.ts';
import { callerOf } from '../../access/caller.ts';
import { readClassification } from '../../classification/classify.ts';
import type { ApiDependencies } from '../../dependencies.ts';

/** An entry of a picker. */
interface Choice {
  id: string;
  name: string;
  chosen: boolean;
}

/** What partial `classification` shows on a complaint's page. */
export interface ClassificationPanel {
  action: string;
  reasons: Choice[];
  products: Choice[];
  insurers: Choice[];
  causes: Choice[];
  /** What is chosen, by name. */
  now: Record<'reason' | 'product' | 'insurer' | 'cause', string | undefined>;
  mayDecide: boolean;
  mayFindCause: boolean;
  /** Where a corrective action about this complaint is opened; empty for who may not. */
  newAction: string;
}

/** The classification of a complaint with what can be chosen; what it has already stays, whatever became of the list. */
export async function classificationPanel(
  { register, classification, directory }: ApiDependencies,
  response: Response,
  { reference, procedure }: { reference: string; procedure: Procedure },
  language: Language,
): Promise<ClassificationPanel> {
  const today = civilDateAt(register.clock(), procedure.firm.timeZone);
  const now = await readClassification(register.database, reference);
  const insurers = insurersOn(await knownInsurers(register.database, directory), today);
  const choices = (list: ClassificationList, chosen: string | null) => {
    const kept = classification[list].filter(({ id }) => id === chosen);
    const all = new Set([...offered(classification, list, today), ...kept]);
    return [...all].map(({ id, name }) => ({ id, name: name[language], chosen: id === chosen }));
  };
  const { insurer } = now;
  const unlisted = insurer !== null && !insurers.some(({ id }) => id === insurer) ? [{ id: insurer, name: insurer }] : [];
  const caller = callerOf(response);
  const mayAct = caller.may('actions', procedure.id);
  const lists = {
    reasons: choices('reasons', now.reasonCategory),
    products: choices('products', now.product),
    insurers: [...insurers, ...unlisted].map(({ id, name }) => ({ id, name, chosen: id === insurer })),
    causes: choices('causes', now.rootCause),
  };
  const chosenIn = (list: readonly Choice[]) => list.find(({ chosen }) => chosen)?.name;
  return {
    action: `/desk/complaints/${reference}/classification`,
    ...lists,
    now: {
      reason: chosenIn(lists.reasons),
      product: chosenIn(lists.products),
      insurer: chosenIn(lists.insurers),
      cause: chosenIn(lists.causes),
    },
    mayDecide: caller.may('decide', procedure.id),
    mayFindCause: caller.may('decide', procedure.id) || mayAct,
    newAction: mayAct
      ? `/desk/actions/new?${new URLSearchParams({ procedure: procedure.id, complaint: reference }).toString()}`
      : '',
  };
}
