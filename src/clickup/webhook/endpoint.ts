import { invalidInput } from '../../runtime/errors.js';

const ownHost = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** An address that events may go to: https, which is also what an address without a protocol means. */
export function endpointUrl(value: string, parameter: string): string {
  const text = value.trim();
  const url = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  const { protocol, hostname } = URL.canParse(url) ? new URL(url) : { protocol: '', hostname: '' };
  // A receiver on this machine is for the sandbox: ClickUp itself cannot reach it.
  if (protocol === 'https:' || (protocol === 'http:' && ownHost.test(hostname))) return url;
  throw invalidInput(`${parameter} is no https URL`, {
    parameter,
    value,
    suggestion: 'Give the address of your server, such as "https://hooks.example.com/clickup".',
  });
}
