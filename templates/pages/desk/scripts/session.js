// Says in time that the session is about to end, and when it has ended; what is on the page stays there.
(() => {
  const dialog = document.getElementById('session');
  if (!(dialog instanceof HTMLDialogElement)) return;
  const key = 'doleance-active';
  const opened = Date.now();
  const idle = Number(dialog.dataset.idle) * 1000;
  const wholeEnds = opened + Number(dialog.dataset.whole) * 1000;
  const warning = Math.min(120_000, idle / 2);
  let toldOfWhole = false;

  const active = () => {
    try {
      localStorage.setItem(key, String(Date.now()));
    } catch {
      // Without storage each window counts for itself.
    }
  };
  const lastActive = () => {
    try {
      return Math.max(opened, Number(localStorage.getItem(key)) || 0);
    } catch {
      return opened;
    }
  };
  const show = (when) => {
    for (const part of dialog.querySelectorAll('[data-when]')) part.hidden = part.dataset.when !== when;
    dialog.setAttribute('aria-labelledby', 'session-title');
    for (const part of dialog.querySelectorAll('h2')) part.id = part.parentElement.hidden ? '' : 'session-title';
    if (!dialog.open) dialog.showModal();
  };
  const shown = (when) => dialog.open && dialog.querySelector(`[data-when="${when}"]`)?.hidden === false;

  const look = () => {
    const now = Date.now();
    const ends = Math.min(lastActive() + idle, wholeEnds);
    if (now >= ends) return shown('ended') || show('ended');
    if (now >= wholeEnds - 300_000 && !toldOfWhole) {
      toldOfWhole = true;
      return show('whole');
    }
    if (now >= lastActive() + idle - warning) return shown('soon') || show('soon');
    if (shown('soon') || shown('ended')) dialog.close();
  };
  const asked = () => fetch('/desk/session', { headers: { 'HX-Request': 'true' } }).catch(() => undefined);
  const stay = async () => {
    const answer = await asked();
    if (answer?.ok) {
      active();
      dialog.close();
    } else if (answer?.status === 401) show('ended');
  };

  dialog.addEventListener('click', ({ target }) => {
    const act = target instanceof HTMLElement ? target.dataset.act : undefined;
    if (act === 'stay') void stay();
    if (act === 'close') dialog.close();
  });
  // The server keeps a text that comes too late, and no files: so it is asked first, and they stay chosen on the page.
  const mayGo = new WeakSet();
  document.addEventListener('submit', async (event) => {
    const { target: form, submitter } = event;
    if (event.defaultPrevented || !form.querySelector('input[type=file]')?.files.length) return;
    if (mayGo.delete(form)) return;
    event.preventDefault();
    const answer = await asked();
    if (answer?.status === 401) return show('ended');
    // Signed in anew in another window: the same person goes on with the token of now.
    if (answer?.ok && answer.headers.get('X-Account') === form.elements._by?.value)
      form.elements._csrf.value = answer.headers.get('X-Form-Token');
    mayGo.add(form);
    form.requestSubmit(submitter);
  });
  document.addEventListener('htmx:afterRequest', ({ detail }) => {
    if (detail.xhr?.getResponseHeader('X-Session-Ended')) show('ended');
    // What a page asks for by itself, without anybody's doing, prolongs nothing.
    else if (detail.successful && detail.requestConfig?.triggeringEvent) active();
  });
  document.addEventListener('visibilitychange', () => !document.hidden && look());
  active();
  setInterval(look, 15_000);
})();
