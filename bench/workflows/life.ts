/**
 * The life of a complaint as its history shows it, without what it was about: what the bare workflow lives after. Times and texts are
 * left out, numbers and sizes kept.
 */
export interface Life {
  /** One for each workflow task that led to something. */
  steps: LifeStep[];
}

/** What one workflow task did, and what it had waited for. */
export interface LifeStep {
  /** How many there had been by then, since the beginning. */
  after: { signals: number; activities: number; timersFired: number };
  localActivities: Call[];
  /** Timers by their number. */
  timersCancelled: number[];
  timersStarted: { timer: number; fires: boolean }[];
  /** Upserts of search attributes, each with how many attributes it wrote. */
  upserts: number[];
  activities: Call[];
}

/** An activity's name, and how many bytes went in and came out. */
export interface Call {
  label: string;
  inputBytes: number;
  resultBytes: number;
}

/** What the bare workflow's activities are: nothing, with as many bytes as ours. */
export interface BareActivities {
  /** Gives the life, in as many bytes as the complaint's first look into the register. */
  begin(): Promise<{ life: PackedLife; filling: string }>;
  answer(call: { label: string; resultBytes: number; filling?: string }): Promise<string>;
}

type PackedCall = [label: string, inputBytes: number, resultBytes: number];
type PackedStep = [
  after: [signals: number, activities: number, timersFired: number],
  localActivities: PackedCall[],
  timersCancelled: number[],
  timersStarted: [timer: number, fires: 0 | 1][],
  upserts: number[],
  activities: PackedCall[],
];

/** A life in few bytes: no more than what it stands in for. */
export type PackedLife = PackedStep[];

/** The life without the names of its parts. */
export function packed({ steps }: Life): PackedLife {
  return steps.map(({ after, localActivities, timersCancelled, timersStarted, upserts, activities }) => [
    [after.signals, after.activities, after.timersFired],
    localActivities.map(packedCall),
    timersCancelled,
    timersStarted.map(({ timer, fires }) => [timer, fires ? 1 : 0]),
    upserts,
    activities.map(packedCall),
  ]);
}

/** The same again. */
export function unpacked(life: PackedLife): Life {
  const steps = life.map(([after, localActivities, timersCancelled, timersStarted, upserts, activities]): LifeStep => {
    const [signals, completed, timersFired] = after;
    return {
      after: { signals, activities: completed, timersFired },
      localActivities: localActivities.map(unpackedCall),
      timersCancelled,
      timersStarted: timersStarted.map(([timer, fires]) => ({ timer, fires: fires === 1 })),
      upserts,
      activities: activities.map(unpackedCall),
    };
  });
  return { steps };
}

function packedCall({ label, inputBytes, resultBytes }: Call): PackedCall {
  return [label, inputBytes, resultBytes];
}

function unpackedCall([label, inputBytes, resultBytes]: PackedCall): Call {
  return { label, inputBytes, resultBytes };
}
