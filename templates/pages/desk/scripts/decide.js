// Shows the letter anew half a second after the last letter was typed. Without this script, its button does the same.
(() => {
  const form = document.getElementById('decide');
  const see = document.getElementById('see-letter');
  if (!(form instanceof HTMLFormElement)) return;

  // What was typed is not left behind by a slip of the hand.
  let changed = false;
  form.addEventListener('input', () => {
    changed = true;
  });
  form.addEventListener('submit', (event) => {
    if (event.submitter !== see) changed = false;
  });
  addEventListener('beforeunload', (event) => {
    if (changed) event.preventDefault();
  });

  // Some acts write to nobody.
  if (!(see instanceof HTMLButtonElement)) return;
  let timer;
  let loading;
  let views = 0;

  // A frame of its own for each view: so none becomes a step back in the browser's history, and the old one stays until it is there.
  const show = (asked) => {
    const old = document.getElementById('letter-frame');
    if (!(old instanceof HTMLIFrameElement)) return;
    loading?.remove();
    const fresh = document.createElement('iframe');
    fresh.title = old.title;
    fresh.className = 'coming';
    // Of its own name: a frame that was shown before still answers to the name that it had then.
    views += 1;
    fresh.name = `letter-${views}`;
    see.formTarget = fresh.name;
    loading = fresh;
    old.after(fresh);
    fresh.addEventListener('load', () => {
      if (loading !== fresh || fresh.dataset.asked === undefined) return;
      loading = undefined;
      fresh.className = '';
      old.remove();
      fresh.id = 'letter-frame';
      // On a phone it stands below what was pressed.
      if (asked) fresh.scrollIntoView({ block: 'nearest' });
    });
    fresh.dataset.asked = 'true';
    form.requestSubmit(see);
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(show, 500, false);
  };
  form.addEventListener('input', later);
  see.addEventListener('click', (event) => {
    if (event.isTrusted) {
      event.preventDefault();
      clearTimeout(timer);
      show(true);
    }
  });
  if (document.getElementById('letter-frame')?.getAttribute('src') === null) show(false);
})();
