// @ts-check
// Fills in the address under which this page was reached, and makes the copy buttons work.

const base = `${location.origin}/v1`;

for (const place of document.querySelectorAll('#base, [data-base]')) {
  place.textContent = base;
}

for (const button of document.querySelectorAll('button[data-copy]')) {
  if (!(button instanceof HTMLButtonElement) || !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener('click', async () => {
    const source = document.getElementById(button.dataset.copy ?? '');
    try {
      await navigator.clipboard.writeText(source?.textContent ?? '');
      button.textContent = 'Copied';
    } catch {
      button.textContent = 'Not allowed';
    }
    setTimeout(() => (button.textContent = 'Copy'), 1500);
  });
}

const state = document.getElementById('state');
if (state) {
  let ready = false;
  try {
    ready = (await fetch('/readyz')).ok;
  } catch {
    // The server has gone since it sent this page: not ready is what there is to say.
  }
  state.textContent = ready ? 'Ready' : 'Not ready';
  state.classList.toggle('good', ready);
  state.hidden = false;
}
