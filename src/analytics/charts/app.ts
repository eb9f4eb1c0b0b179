/** The page that shows the picture of a report, where a client shows such pages. */
export const chartPage = 'ui://clickup-analytics/chart';

/**
 * HTML that takes the result of a tool from the client around it, and shows the pictures in it.
 * https://github.com/modelcontextprotocol/ext-apps/blob/main/specification/2026-01-26/apps.mdx
 */
export const chartApp = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<title>Chart</title>
<style>body{margin:0;font:14px/1.5 system-ui,sans-serif}img{display:block;max-width:100%;height:auto}p{margin:0;padding:8px}</style>
</head>
<body>
<p id="note" role="status">Waiting for figures.</p>
<script>
const send = (message) => parent.postMessage({ jsonrpc: '2.0', ...message }, '*');
const tellSize = () => {
  const { scrollWidth: width, scrollHeight: height } = document.documentElement;
  send({ method: 'ui/notifications/size-changed', params: { width, height } });
};
const note = document.getElementById('note');
const say = (text) => {
  note.textContent = text;
  note.hidden = text === '';
  tellSize();
};
function show({ content = [], isError }) {
  for (const old of document.querySelectorAll('img')) old.remove();
  const pictures = content.filter(({ type, mimeType }) => type === 'image' && /^image\\/[a-z+]+$/.test(mimeType));
  for (const { data, mimeType } of pictures) {
    const image = document.createElement('img');
    image.alt = 'Chart of the figures in the answer';
    image.onload = tellSize;
    image.src = 'data:' + mimeType + ';base64,' + data;
    document.body.append(image);
  }
  say(pictures.length > 0 ? '' : isError ? 'The report failed.' : 'Ask for the chart to see a picture of these figures.');
}
addEventListener('message', ({ source, data }) => {
  if (source !== parent || !data || data.jsonrpc !== '2.0') return;
  if (data.id === 1 && data.result) send({ method: 'ui/notifications/initialized', params: {} });
  else if (data.method === 'ui/notifications/tool-result') show(data.params);
  else if (data.method === 'ui/notifications/tool-cancelled') say('The report was cancelled.');
  else if (data.method && data.id !== undefined) send({ id: data.id, result: {} });
});
send({
  id: 1,
  method: 'ui/initialize',
  params: { protocolVersion: '2026-01-26', appInfo: { name: 'clickup-analytics', version: '1' }, appCapabilities: {} },
});
</script>
</body>
</html>
`;
