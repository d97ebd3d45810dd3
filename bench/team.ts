import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Bundles, type FormWorker, startApi, startFormWorker, startRelay, type WorkerGiven } from './crew.ts';
import type { Endings } from './endings.ts';
import { type Form, signalledForm, wholeForm } from './forms.ts';
import type { Counts } from './history.ts';
import type { HttpClient } from './http.ts';
import type { Roots } from './measure/cpu.ts';
import { Milestones } from './milestones.ts';
import type { BenchOptions } from './options.ts';
import type { Place } from './place.ts';
import { leadAlike, leadOne, type Recording, recordingOf } from './recording.ts';
import type { FormName, TapedCall } from './roles/messages.ts';
import type { Role } from './roles/role.ts';

/** What a measurement on one server needs. */
export interface Surroundings {
  place: Place;
  bundles: Bundles;
  options: BenchOptions;
  endings: Endings;
  say: (line: string) => void;
  /** Where CPU profiles go, if they are wanted. */
  profiles: string | undefined;
}

/** The three forms with a worker each, and what ours needs besides, all on one server. */
export interface Team {
  forms: Record<FormName, Form>;
  milestones: Milestones;
  recording: Recording;
  /** Of one lifecycle each, led with nothing else going on. */
  counts: Record<FormName, Counts>;
  /** Every process but the workers, by what it does. */
  roots: Roots;
  api: HttpClient;
  relay: Role;
  workers: Record<FormName, FormWorker>;
  /** Starts another worker of a form; to be ended by whoever started it. */
  startWorker(form: FormName): Promise<FormWorker>;
}

/**
 * Records one complaint, makes the other forms from it, and makes sure that each does as much as it.
 *
 * @throws CountsDiffer
 */
export async function openTeam(surroundings: Surroundings): Promise<Team> {
  const { place, endings, say, options } = surroundings;
  const milestones = new Milestones();
  const start = async (form: FormName, given: WorkerGiven) => {
    const worker = await startFormWorker(form, place, { ...surroundings, milestones }, given);
    endings.add(() => worker.stop());
    return worker;
  };
  const relay = startRelay(place, endings);
  const tape: TapedCall[] = [];
  const [api, recorder] = await Promise.all([startApi(place, endings), start('whole', { recorded: (call) => tape.push(call) })]);
  const whole = wholeForm(api.client);
  const lead = (form: Form) => leadOne(form, place.temporal, milestones, options.pauseMilliseconds * 2);

  say('One complaint is recorded …');
  const recording = recordingOf(await lead(whole), tape);
  await recorder.stop();

  const given: Record<FormName, WorkerGiven> = { bare: { life: recording.life }, whole: {}, empty: { tape } };
  const [bareWorker, wholeWorker, emptyWorker] = await Promise.all(
    (['bare', 'whole', 'empty'] as const).map((name) => start(name, { ...given[name], ...profiled(name, surroundings) })),
  );
  if (!bareWorker || !wholeWorker || !emptyWorker) throw new Error('A worker is missing.');
  const signalled = (name: 'bare' | 'empty') => signalledForm(name, place.temporal, recording);
  const forms = { bare: signalled('bare'), whole, empty: signalled('empty') };
  const alike = (name: 'bare' | 'empty') => leadAlike(name, recording.counts, () => lead(forms[name]));
  const counts = { bare: await alike('bare'), whole: recording.counts, empty: await alike('empty') };
  return {
    forms,
    milestones,
    recording,
    counts,
    roots: { ...place.roots, API: api.role.pid, relay: relay.pid },
    api: api.client,
    relay,
    workers: { bare: bareWorker, whole: wholeWorker, empty: emptyWorker },
    startWorker: (form) => start(form, given[form]),
  };
}

function profiled(name: FormName, { profiles, place }: Surroundings): WorkerGiven {
  if (profiles === undefined) return {};
  const folder = join(profiles, `${place.kind.replaceAll(' ', '-')}-${name}`);
  mkdirSync(folder, { recursive: true });
  return { flags: ['--cpu-prof', `--cpu-prof-dir=${folder}`] };
}
