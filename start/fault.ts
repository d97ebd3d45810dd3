/** Told of each named point that a process passes; at the one that `FAULT_AT` names, the process ends itself with SIGKILL. */
export type FaultPoint = (point: string) => void;

/** For fault tests; without `FAULT_AT` nothing ever happens. */
export function faultPoint(faultAt: string | undefined): FaultPoint {
  return (point) => {
    if (point === faultAt) process.kill(process.pid, 'SIGKILL');
  };
}
