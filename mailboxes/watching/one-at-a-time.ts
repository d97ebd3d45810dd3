/** Does one thing after the other, in the order in which they are asked for; one that fails holds up no other. */
export function oneAtATime(): <Made>(work: () => Promise<Made>) => Promise<Made> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };
}
