/**
 * What pages do more with script: the preview follows the form, and secrets are copied with a click. Without it there is a
 * button for the one, and text to select for the other.
 */
export const script = `
const form = document.querySelector('form[data-preview]');
if (form) {
  let timer;
  let latest = 0;
  const update = async () => {
    const mine = ++latest;
    const answer = await fetch(form.dataset.preview, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('preview');
    if (next && mine === latest) document.getElementById('preview').replaceChildren(...next.childNodes);
  };
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => update().catch(() => {}), 200);
  });
}
for (const button of document.querySelectorAll('button[data-copy]')) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = 'Copied';
  });
}
`;
